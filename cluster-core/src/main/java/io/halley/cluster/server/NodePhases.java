/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.server;

import io.halley.cluster.health.NodeHealth;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the node's health and its ports do while the server starts and stops it: not ready, and
 * closed where the server leaves them to the application, before the whole application has started;
 * no longer ready when any of it is about to stop, and then closed. When the server itself stops,
 * that is told for long enough that a monitor sees it, before the ports refuse connections, so that
 * nobody finds them open with nothing behind. The module at the server's root owns this.
 */
public final class NodePhases implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NodePhases.class.getName());

  /** A monitor asks about as often; its answer is on its way when it is made. */
  private static final Duration ANNOUNCED = Duration.ofSeconds(1);

  private final NodeHealth health;
  private final ServerListeners listeners;
  private final ServerEvents events;
  private boolean isClosed; // guarded by this

  /**
   * What the server loads when it first ends an answer on a thread of the application. Felix's
   * class loader remembers for ever one of two threads that load one class at the same time, and
   * with it the application: so one thread loads it beforehand.
   */
  private static final String NEEDED_BY_WRITERS = "org.apache.catalina.realm.JAASRealm";

  private NodePhases(
      NodeHealth health, PayaraServices services, ClassLoader module, Runnable started)
      throws ReflectiveOperationException {
    this.health = health;
    load(services);
    listeners = new ServerListeners(services);
    events =
        new ServerEvents(
            services,
            module,
            new ServerEvents.Listener() {
              @Override
              public void started() {
                open();
                started.run();
              }

              @Override
              public void stopping() {
                // the server says so while it already stops the application: no time to announce
                health.stopping();
                refuseUntilOpened();
              }

              @Override
              public void serverStopping() {
                announce();
                refuse();
              }
            });
  }

  private static void load(PayaraServices services) {
    try {
      Class<?> loaded = services.type(NEEDED_BY_WRITERS);
      LOG.log(Level.DEBUG, "{0} is loaded", loaded);
    } catch (ClassNotFoundException e) {
      LOG.log(Level.DEBUG, "the server has no such class, and needs none", e);
    }
  }

  /**
   * Begins to listen to the server.
   *
   * @param module the class loader of the module
   * @param started run when the whole application has started, on the server's thread
   * @throws IllegalStateException if the server is not built as Payara 6 is
   */
  public static NodePhases watch(NodeHealth health, ClassLoader module, Runnable started) {
    try {
      return new NodePhases(health, new PayaraServices(module), module, started);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the server does not tell when it starts and stops", e);
    }
  }

  /** Whether the ports that the node has beside the server's own are open. */
  public boolean arePortsOpen() {
    try {
      return listeners.areOpen();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the server does not tell of its listeners", e);
    }
  }

  private void announce() {
    health.stopping();
    try {
      TimeUnit.NANOSECONDS.sleep(ANNOUNCED.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void open() {
    try {
      listeners.open();
    } catch (ReflectiveOperationException e) {
      LOG.log(
          Level.ERROR,
          "the node's ports stay closed: the server did not open them; see the reason, and set"
              + " enabled of the listeners halley-public, halley-admin and halley-stat to true",
          e);
    }
  }

  private void refuse() {
    try {
      listeners.refuse();
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "the node's ports stay open until the server has stopped", e);
    }
  }

  /** Late word of a stop must not refuse what the application's next deployment has opened. */
  private synchronized void refuseUntilOpened() {
    try {
      if (!isClosed) {
        listeners.refuseUntilOpened();
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "the node's ports stay open until the application has stopped", e);
    }
  }

  /**
   * The server no longer refers to this, and the ports that open with the application are closed.
   */
  @Override
  public synchronized void close() {
    isClosed = true;
    try {
      events.close();
      listeners.close();
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "the node's ports stay open without the application", e);
    }
  }
}
