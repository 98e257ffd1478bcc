/**
 * The message service over a store: appends go through the batcher, everything else to a few
 * threads that may block. May call {@code store} and {@code saving}; knows neither the kind of
 * store nor how callers reach it.
 */
@NullMarked
package io.halley.message.service;

import org.jspecify.annotations.NullMarked;
