/**
 * What tests need of the machine that they run on.
 *
 * <p>Owns the choice of ports. Calls nothing but the JDK. Must not know what is started on them.
 */
@NullMarked
package io.halley.testkit.process;

import org.jspecify.annotations.NullMarked;
