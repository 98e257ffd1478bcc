/**
 * The load generator: subscribers and HTTP clients on Netty, for any server that speaks the
 * protocol, and the clocks that pace and time them. Knows nothing of nodes, of what is measured
 * why, or of reports. Calls only {@code io.halley.bench.failure}.
 */
@NullMarked
package io.halley.bench.load;

import org.jspecify.annotations.NullMarked;
