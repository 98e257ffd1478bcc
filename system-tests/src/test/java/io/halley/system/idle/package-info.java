/**
 * A crowd of subscribers on one thread.
 *
 * <p>Owns thousands of client sockets. Calls nothing but the JDK. Must not know how the server
 * under test is started.
 */
@NullMarked
package io.halley.system.idle;

import org.jspecify.annotations.NullMarked;
