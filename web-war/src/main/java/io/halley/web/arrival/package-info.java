/**
 * How long a request may take to arrive: its head and its body each have a deadline, and the
 * connection of a client that misses one is cut.
 *
 * <p>Owns the knowledge of the application server's HTTP parser, Grizzly, and nobody else may touch
 * it. Knows nothing of what a request asks for.
 */
@NullMarked
package io.halley.web.arrival;

import org.jspecify.annotations.NullMarked;
