/**
 * Puts the message service together in the container and takes it apart: settings, the store, its
 * threads, the RPC endpoint, the timer, the health. The only package that knows the container;
 * nobody depends on it.
 */
@NullMarked
package io.halley.message.wiring;

import org.jspecify.annotations.NullMarked;
