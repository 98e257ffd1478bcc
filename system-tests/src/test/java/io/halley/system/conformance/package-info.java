/**
 * Recorded exchanges of the reference system and their player.
 *
 * <p>Owns the format of the recordings. Calls the test kit's subscribers and {@code
 * io.halley.system.http}. Must not know how the server under test is started.
 */
@NullMarked
package io.halley.system.conformance;

import org.jspecify.annotations.NullMarked;
