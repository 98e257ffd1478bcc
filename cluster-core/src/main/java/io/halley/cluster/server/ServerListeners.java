/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.server;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's listeners that are this node's. Safe for any thread. */
final class ServerListeners {
  private static final String CONFIG = "com.sun.enterprise.config.serverbeans.Config";
  private static final String DOM = "org.glassfish.grizzly.config.dom.";
  private static final String LISTENER = DOM + "NetworkListener";
  private static final String KERNEL = "com.sun.enterprise.v3.services.impl.";
  private static final String GENERIC = "org.glassfish.grizzly.config.GenericGrizzlyListener";
  private static final String TRANSPORT = "org.glassfish.grizzly.nio.NIOTransport";

  /**
   * The name that Payara Micro gives its own; Payara Server's is another, and others may use it.
   */
  private static final String MICRO = "http-listener";

  private static final String OWN = "halley-";

  /**
   * What {@code enabled} of these listeners refers to in the server's configuration, so that they
   * open and close with the application, also after a crash, and nothing is written there.
   */
  private static final String LISTENING = "io.halley.listening";

  private static final String WEB_CONTAINER = "com.sun.enterprise.web.WebContainer";
  private static final String HTTP_SERVICE = "com.sun.enterprise.config.serverbeans.HttpService";
  private static final long SWITCH_SECONDS = 10;

  private final PayaraServices services;

  ServerListeners(PayaraServices services) {
    this.services = services;
  }

  /**
   * Takes no more connections, for good; those that are open go on being answered.
   *
   * @throws ReflectiveOperationException if the server is not built as Payara 6 is
   */
  void refuse() throws ReflectiveOperationException {
    for (Object listener : all()) {
      String name = String.valueOf(services.get(LISTENER, listener, "getName"));
      if (name.equals(MICRO) || name.startsWith(OWN)) {
        unbind(listener);
      }
    }
  }

  /**
   * Opens the listeners of Halley that open with the application, and returns when they are open.
   *
   * @throws ReflectiveOperationException if the server is not built as Payara 6 is, or cannot open
   *     one
   */
  void open() throws ReflectiveOperationException {
    switchTo(true);
  }

  /**
   * The listeners that close with the application take no more connections; {@link #close} follows.
   * One that the operator has enabled for good stays open.
   */
  void refuseUntilOpened() throws ReflectiveOperationException {
    System.setProperty(LISTENING, "false");
    for (Object listener : all()) {
      String name = String.valueOf(services.get(LISTENER, listener, "getName"));
      if (name.startsWith(OWN) && !isEnabled(listener)) {
        unbind(listener);
      }
    }
  }

  /** Closes the listeners of Halley that close with the application; as {@link #open}. */
  void close() throws ReflectiveOperationException {
    switchTo(false);
  }

  private void switchTo(boolean listening) throws ReflectiveOperationException {
    System.setProperty(LISTENING, String.valueOf(listening));
    for (Object listener : all()) {
      String name = String.valueOf(services.get(LISTENER, listener, "getName"));
      boolean enabled = isEnabled(listener);
      boolean open = transport(listener) != null;
      if (name.startsWith(OWN) && enabled == listening && open != listening) {
        reconfigure(listener);
      }
    }
  }

  private boolean isEnabled(Object listener) throws ReflectiveOperationException {
    return Boolean.parseBoolean(String.valueOf(services.get(LISTENER, listener, "getEnabled")));
  }

  private void unbind(Object listener) throws ReflectiveOperationException {
    Object transport = transport(listener);
    if (transport != null) {
      services.get(TRANSPORT, transport, "unbindAll");
    }
  }

  /** Does what the server does when the configuration of a listener changes. */
  private void reconfigure(Object listener) throws ReflectiveOperationException {
    String grizzly = KERNEL + "GrizzlyService";
    services
        .method(
            grizzly, "restartNetworkListener", services.type(LISTENER), long.class, TimeUnit.class)
        .invoke(services.service(grizzly, null), listener, SWITCH_SECONDS, TimeUnit.SECONDS);
    Object config = services.service(CONFIG, "default-instance-name");
    services
        .method(
            WEB_CONTAINER, "updateConnector", services.type(LISTENER), services.type(HTTP_SERVICE))
        .invoke(
            services.service(WEB_CONTAINER, null),
            listener,
            services.get(CONFIG, config, "getHttpService"));
  }

  /** Whether all listeners that Halley has beside the server's own are open. */
  boolean areOpen() throws ReflectiveOperationException {
    for (Object listener : all()) {
      String name = String.valueOf(services.get(LISTENER, listener, "getName"));
      if (name.startsWith(OWN) && transport(listener) == null) {
        return false;
      }
    }
    return true;
  }

  private List<Object> all() throws ReflectiveOperationException {
    Object config = services.service(CONFIG, "default-instance-name");
    Object network = Objects.requireNonNull(services.get(CONFIG, config, "getNetworkConfig"));
    Object listeners =
        Objects.requireNonNull(services.get(DOM + "NetworkConfig", network, "getNetworkListeners"));
    Object list = services.get(DOM + "NetworkListeners", listeners, "getNetworkListener");
    return List.copyOf((List<?>) Objects.requireNonNull(list));
  }

  /** Null where the listener is switched off. */
  private @Nullable Object transport(Object listener) throws ReflectiveOperationException {
    String grizzly = KERNEL + "GrizzlyService";
    Object proxy =
        services
            .method(grizzly, "lookupNetworkProxy", services.type(LISTENER))
            .invoke(services.service(grizzly, null), listener);
    if (!services.type(KERNEL + "GrizzlyProxy").isInstance(proxy)) {
      return null;
    }
    Object underlying =
        Objects.requireNonNull(
            services.get(KERNEL + "GrizzlyProxy", proxy, "getUnderlyingListener"));
    return services.get(GENERIC, underlying, "getTransport");
  }
}
