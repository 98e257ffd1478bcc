/** How a measurement that cannot be had is told. Calls nothing. */
@NullMarked
package io.halley.bench.failure;

import org.jspecify.annotations.NullMarked;
