/**
 * What stands behind {@code ./halley bench}: understands the command line, starts what is to be
 * measured unless it runs already, goes through the workloads, and writes BENCHMARKS.md. Calls all
 * packages below; nobody depends on it.
 */
@NullMarked
package io.halley.bench;

import org.jspecify.annotations.NullMarked;
