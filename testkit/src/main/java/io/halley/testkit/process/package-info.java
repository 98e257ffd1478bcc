/**
 * What tests need of the machine that they run on.
 *
 * <p>Owns the choice of ports, and the programs that come as Maven artifacts. Must not know what
 * tests do with them.
 */
@NullMarked
package io.halley.testkit.process;

import org.jspecify.annotations.NullMarked;
