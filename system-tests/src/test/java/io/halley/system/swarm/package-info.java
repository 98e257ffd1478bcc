/**
 * Thousands of subscribers that follow the protocol: they ask a web node for their comet node,
 * subscribe, and resume when the connection is lost; some misbehave.
 *
 * <p>Owns the connections and event loops. Calls the journals and Netty. Must not know who pushes,
 * or how a node is started.
 */
@NullMarked
package io.halley.system.swarm;

import org.jspecify.annotations.NullMarked;
