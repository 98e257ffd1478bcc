/**
 * What runs in processes that {@code ./halley cluster} starts beside the nodes: the servers that
 * nodes need, each with its own {@code main}, and what ends them with their parent. Knows nothing
 * of the launcher.
 */
@NullMarked
package io.halley.launcher.child;

import org.jspecify.annotations.NullMarked;
