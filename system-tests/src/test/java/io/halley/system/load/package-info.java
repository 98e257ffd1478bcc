/**
 * A back end that pushes at a steady rate and remembers every answer.
 *
 * <p>Owns the pushes on their way. Calls the journals. Must not know who subscribes, or how a node
 * is started.
 */
@NullMarked
package io.halley.system.load;

import org.jspecify.annotations.NullMarked;
