/** The Netty edges on real sockets, in front of a comet node without a container. */
@NullMarked
package io.halley.comet.edge;

import org.jspecify.annotations.NullMarked;
