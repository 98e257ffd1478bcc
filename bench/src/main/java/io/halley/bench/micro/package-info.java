/**
 * Benchmarks of single parts of the node, by JMH. They call the parts' public classes; nobody calls
 * them but JMH.
 */
@NullMarked
package io.halley.bench.micro;

import org.jspecify.annotations.NullMarked;
