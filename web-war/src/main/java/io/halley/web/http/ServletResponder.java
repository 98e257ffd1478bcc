/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The way out past JAX-RS: one thread after the other. */
final class ServletResponder implements Responder {
  private static final Logger LOG = System.getLogger(ServletResponder.class.getName());

  /** Who waits has a deadline of its own; the container's would go on while the answer is sent. */
  private static final long NONE = 0;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private @Nullable AsyncContext held;

  ServletResponder(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public void hold() {
    AsyncContext context = request.startAsync();
    context.setTimeout(NONE);
    held = context;
  }

  @Override
  public void send(HttpReply reply) {
    try {
      reply.write(response);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a client went before its reply", e);
    } finally {
      if (held != null) {
        held.complete();
      }
    }
  }
}
