/** What holds for the whole module. */
@NullMarked
package io.halley.comet;

import org.jspecify.annotations.NullMarked;
