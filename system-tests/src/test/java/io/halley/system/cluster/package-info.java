/**
 * A cluster of processes on one machine, and what can be done to each of them.
 *
 * <p>Owns ZooKeeper, Redis and the nodes. Calls the nodes' processes. Must not know who pushes or
 * subscribes.
 */
@NullMarked
package io.halley.system.cluster;

import org.jspecify.annotations.NullMarked;
