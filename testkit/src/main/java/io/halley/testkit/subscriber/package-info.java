/**
 * Clients of the push server for tests: raw sockets that speak, and can misspeak, the wire
 * protocol.
 *
 * <p>Owns the client's side of TCP and WebSocket. Calls nothing but the JDK. Must not know the
 * server's code: it is the other opinion about the protocol.
 */
@NullMarked
package io.halley.testkit.subscriber;

import org.jspecify.annotations.NullMarked;
