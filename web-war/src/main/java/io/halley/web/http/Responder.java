/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.ws.rs.container.AsyncResponse;

/** The way out for the one reply to a request. */
@FunctionalInterface
interface Responder {
  /** The way out through JAX-RS, which was told already that the reply may come later. */
  static Responder jaxRs(AsyncResponse response) {
    return reply -> response.resume(reply.response());
  }

  /** Says that the reply is not there yet and will be sent by another thread. */
  default void hold() {}

  /** Sends the reply, once; it may block on a client that reads slowly. */
  void send(HttpReply reply);
}
