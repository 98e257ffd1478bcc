/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A container's session without the container, as far as the endpoint uses one. A text is on its
 * way until the test says how that ended, unless the session {@link #reads}. For one thread.
 */
final class FakeSession {
  final List<String> texts = new ArrayList<>();
  final List<@Nullable ClassLoader> senders = new ArrayList<>();
  final List<CloseReason> closed = new ArrayList<>();
  final Session session = proxy(Session.class, this::session);

  private final RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, this::remote);
  private final Queue<SendHandler> sending = new ArrayDeque<>();
  private final @Nullable String query;
  private Map<String, List<String>> parameters = Map.of();
  private boolean reads;
  private boolean throwing;
  private boolean open = true;

  FakeSession(@Nullable String query) {
    this.query = query;
  }

  /** From now on texts arrive at once. */
  FakeSession reads() {
    reads = true;
    return this;
  }

  /** The session comes of an upgrade. */
  void from(Upgrade upgrade) {
    Map<String, List<String>> from = new HashMap<>();
    upgrade.parameters().forEach((name, values) -> from.put(name, List.of(values)));
    parameters = from;
  }

  /** From now on sending throws, as it does on a session that was closed meanwhile. */
  void throwing() {
    throwing = true;
  }

  /** How many texts are on their way. */
  int inFlight() {
    return sending.size();
  }

  /** The oldest text on its way arrived. */
  void sent() {
    sending.remove().onResult(new SendResult());
  }

  /** The oldest text on its way did not arrive. */
  void failed() {
    sending.remove().onResult(new SendResult(new IllegalStateException("a test's wish")));
  }

  /** The other side went away. */
  void gone() {
    open = false;
  }

  private @Nullable Object session(String method, @Nullable Object[] arguments) {
    return switch (method) {
      case "getAsyncRemote" -> remote;
      case "isOpen" -> open;
      case "getQueryString" -> query;
      case "getRequestParameterMap" -> parameters;
      case "close" -> close((CloseReason) arguments[0]);
      case "setMaxTextMessageBufferSize", "setMaxBinaryMessageBufferSize", "setMaxIdleTimeout" ->
          null;
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private @Nullable Object close(@Nullable CloseReason reason) {
    if (open && reason != null) {
      open = false;
      closed.add(reason);
    }
    return null;
  }

  private @Nullable Object remote(String method, @Nullable Object[] arguments) {
    return switch (method) {
      case "setSendTimeout" -> null;
      case "sendText" -> send((String) arguments[0], (SendHandler) arguments[1]);
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private @Nullable Object send(@Nullable String text, @Nullable SendHandler handler) {
    if (throwing || !open) {
      throw new IllegalStateException("the session is closed");
    }
    senders.add(Thread.currentThread().getContextClassLoader());
    texts.add(Objects.requireNonNull(text));
    sending.add(Objects.requireNonNull(handler));
    if (reads) {
      sent();
    }
    return null;
  }

  private interface Methods {
    @Nullable Object call(String method, @Nullable Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Methods methods) {
    InvocationHandler handler =
        (Object self, Method method, Object[] arguments) ->
            switch (method.getName()) {
              case "equals" -> self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              case "toString" -> type.getSimpleName();
              default -> methods.call(method.getName(), arguments);
            };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
