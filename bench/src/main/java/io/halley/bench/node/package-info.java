/**
 * What is measured: the addresses of a node, the node and the Redis that the bench starts itself,
 * and what the system and the JVM tell of a process. Knows nothing of load or of reports. Calls
 * {@code io.halley.bench.failure} and the launcher's processes.
 */
@NullMarked
package io.halley.bench.node;

import org.jspecify.annotations.NullMarked;
