/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the server is about to do with this application. That it starts, and that the server
 * stops, is told on the thread that does it, which waits; that the application stops is told on
 * another one, which nobody waits for. Its owner closes it; until then the server refers to it.
 */
final class ServerEvents implements AutoCloseable {
  /** What is told. */
  interface Listener {
    /** The whole application has started. */
    void started();

    /** The application is being disabled or undeployed. */
    void stopping();

    /** The server is about to stop. */
    void serverStopping();
  }

  private static final String EVENTS = "org.glassfish.api.event.Events";
  private static final String LISTENER = "org.glassfish.api.event.EventListener";
  private static final String EVENT = LISTENER + "$Event";
  private static final String TYPES = "org.glassfish.api.event.EventTypes";
  private static final String DEPLOYMENT = "org.glassfish.internal.deployment.Deployment";
  private static final String APPLICATION = "org.glassfish.internal.data.ApplicationInfo";

  private final PayaraServices services;
  private final ClassLoader module;
  private final Listener listener;
  private final Object registered;

  /**
   * @param module the class loader of a module of the application
   */
  ServerEvents(PayaraServices services, ClassLoader module, Listener listener)
      throws ReflectiveOperationException {
    this.services = services;
    this.module = module;
    this.listener = listener;
    Class<?> type = services.type(LISTENER);
    InvocationHandler handler = this::invoked;
    registered = Proxy.newProxyInstance(module, new Class<?>[] {type}, handler);
    services.method(EVENTS, "register", type).invoke(services.service(EVENTS, null), registered);
  }

  private @Nullable Object invoked(Object self, Method method, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    switch (method.getName()) {
      case "event" -> told(Objects.requireNonNull(arguments)[0]);
      case "equals" -> {
        return self == Objects.requireNonNull(arguments)[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(self);
      }
      case "toString" -> {
        return ServerEvents.class.getName();
      }
      default -> throw new UnsupportedOperationException(method.toString());
    }
    return null;
  }

  private void told(Object event) throws ReflectiveOperationException {
    if (is(event, DEPLOYMENT, "APPLICATION_STARTED") && isOwn(event)) {
      listener.started();
    } else if (is(event, TYPES, "PREPARE_SHUTDOWN")) {
      listener.serverStopping();
    } else if ((is(event, DEPLOYMENT, "UNDEPLOYMENT_START") && isOwn(event))
        || (is(event, DEPLOYMENT, "DISABLE_START") && isOwn(event))) {
      listener.stopping();
    }
  }

  private boolean is(Object event, String owner, String constant)
      throws ReflectiveOperationException {
    Object type = services.type(owner).getField(constant).get(null);
    return Boolean.TRUE.equals(
        services.method(EVENT, "is", services.type(TYPES)).invoke(event, type));
  }

  /** Whether it is about the application whose class loader this module's is, or is below of. */
  private boolean isOwn(Object event) throws ReflectiveOperationException {
    Object application = services.get(EVENT, event, "hook");
    if (!services.type(APPLICATION).isInstance(application)) {
      return false;
    }
    Object loader = services.get(APPLICATION, application, "getAppClassLoader");
    for (ClassLoader own = module; own != null; own = own.getParent()) {
      if (own == loader) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws ReflectiveOperationException {
    services
        .method(EVENTS, "unregister", services.type(LISTENER))
        .invoke(services.service(EVENTS, null), registered);
  }
}
