/**
 * What was measured, as values, and BENCHMARKS.md made of them. Knows nothing of how it was
 * measured. Calls {@code io.halley.bench.load} and {@code io.halley.bench.node} for their values
 * only.
 */
@NullMarked
package io.halley.bench.report;

import org.jspecify.annotations.NullMarked;
