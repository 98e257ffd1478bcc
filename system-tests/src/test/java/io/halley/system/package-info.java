/**
 * Tests of the whole system: a node started by {@code ./halley}, spoken to over real sockets.
 *
 * <p>Owns what an operator and a client must be able to rely on. Calls the packages below it and
 * the test kit. Must not know any class of the modules under test.
 */
@NullMarked
package io.halley.system;

import org.jspecify.annotations.NullMarked;
