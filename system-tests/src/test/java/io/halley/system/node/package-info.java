/**
 * Nodes as processes: started by the {@code ./halley} script, stopped, killed, cleaned up.
 *
 * <p>Owns the child processes and their folders. Calls the test kit's ports. Must not know what a
 * test asks of a node.
 */
@NullMarked
package io.halley.system.node;

import org.jspecify.annotations.NullMarked;
