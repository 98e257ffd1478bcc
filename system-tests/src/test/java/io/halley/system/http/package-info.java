/**
 * A back end and a browser: plain HTTP to a node's listeners.
 *
 * <p>Owns requests and answers. Calls the JDK and JSON-P. Must not know how a node is started.
 */
@NullMarked
package io.halley.system.http;

import org.jspecify.annotations.NullMarked;
