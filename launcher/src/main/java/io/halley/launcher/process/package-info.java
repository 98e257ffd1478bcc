/**
 * Processes that this one starts, watches and stops: in stages, with a deadline on every wait, and
 * so that none is left when this one is gone. Knows nothing of what they do.
 */
@NullMarked
package io.halley.launcher.process;

import org.jspecify.annotations.NullMarked;
