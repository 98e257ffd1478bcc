/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

import io.halley.comet.endpoint.Transport;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.Objects;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;

/**
 * The Grizzly connection of a servlet request. Payara's servlet classes are in no public
 * repository, so the three methods that lead to the connection are called by name: {@code
 * RequestFacade.getUnwrappedCoyoteRequest()}, {@code Request.getCoyoteRequest()} and {@code
 * org.glassfish.grizzly.http.server.Request.getRequest().getConnection()}.
 */
final class GrizzlyTransport implements Transport {
  private final Connection<?> connection;

  private GrizzlyTransport(Connection<?> connection) {
    this.connection = connection;
  }

  /**
   * Finds the connection of a request.
   *
   * @throws ServletException if the server is not built as Payara is
   */
  static GrizzlyTransport of(ServletRequest request) throws ServletException {
    ServletRequest innermost = request;
    while (innermost instanceof ServletRequestWrapper wrapper) {
      innermost = wrapper.getRequest();
    }
    try {
      Object catalina = call(innermost, "getUnwrappedCoyoteRequest");
      Object packet = call(call(catalina, "getCoyoteRequest"), "getRequest");
      return new GrizzlyTransport((Connection<?>) call(packet, "getConnection"));
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ServletException("this server does not tell the connection of a request", e);
    }
  }

  private static Object call(Object on, String method) throws ReflectiveOperationException {
    return Objects.requireNonNull(on.getClass().getMethod(method).invoke(on), method);
  }

  /**
   * Runs a task once the connection is closed, whichever side closed it; at once where it is closed
   * already. The task runs on a thread of the HTTP server and must not block.
   */
  void onClosed(Runnable task) {
    CloseListener<Closeable, CloseType> listener = (closed, type) -> task.run();
    connection.addCloseListener(listener);
  }

  @Override
  public void terminate() {
    connection.terminateSilently();
  }
}
