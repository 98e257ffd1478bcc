/**
 * What is measured: one class for each workload, which puts load on a node and makes lines of the
 * table of what it sees. Calls {@code load}, {@code node} and {@code report}; must not know how the
 * node was started, or in which order workloads run.
 */
@NullMarked
package io.halley.bench.workload;

import org.jspecify.annotations.NullMarked;
