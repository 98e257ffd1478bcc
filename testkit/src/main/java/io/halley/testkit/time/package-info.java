/** Time that a test moves by hand. Knows nothing of what reads it. */
@NullMarked
package io.halley.testkit.time;

import org.jspecify.annotations.NullMarked;
