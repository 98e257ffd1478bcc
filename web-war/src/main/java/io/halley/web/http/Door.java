/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

/**
 * The way out for the one answer of a request.
 *
 * @param <R> an answer as this way takes it
 */
@FunctionalInterface
interface Door<R> {
  /** Says that the answer is not there yet and will be sent by another thread. */
  default void hold() {}

  /** Sends the answer, once; it may block on a client that reads slowly. */
  void send(R answer);
}
