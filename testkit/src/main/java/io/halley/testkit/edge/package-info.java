/**
 * The contract that every edge of a comet node passes: what a subscriber sees on the wire.
 *
 * <p>Owns the tests that are the same for all edges, those of the TCP protocol and those of the
 * WebSocket protocol. Calls {@code io.halley.testkit.subscriber}. Must not know how an edge is
 * made: a subclass of a contract starts it.
 */
@NullMarked
package io.halley.testkit.edge;

import org.jspecify.annotations.NullMarked;
