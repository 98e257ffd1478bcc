/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import io.halley.cluster.message.MidClock;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.startup.StartupLog;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.endpoint.EndpointSessions;
import io.halley.comet.subscribe.Subscriptions;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Brings the comet node up with its web application, and down with it. */
@WebListener
public class CometNodeListener implements ServletContextListener {
  private static final Logger LOG = System.getLogger(CometNodeListener.class.getName());

  private final CometNodeLifecycle lifecycle = new CometNodeLifecycle();

  @Inject Settings settings;
  @Inject MidClock mids;
  @Inject MessageService messages;
  @Inject ChannelDirectory channels;
  @Inject Subscriptions subscriptions;
  @Inject EndpointSessions endpointSessions;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      onOwnThread(
          () -> {
            lifecycle.start(settings, mids, messages, channels, subscriptions, endpointSessions);
            return true;
          });
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      String sentence = "the comet node cannot start: " + cause.getMessage();
      StartupLog.refused(sentence);
      contextDestroyed(event);
      throw new IllegalStateException(sentence, cause);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    try {
      onOwnThread(
          () -> {
            lifecycle.stop();
            return true;
          });
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, "the comet node did not stop cleanly", e.getCause());
    }
  }

  private static <T> T onOwnThread(Callable<T> task) throws ExecutionException {
    FutureTask<T> running = new FutureTask<>(task);
    new Thread(running, "halley-comet-lifecycle").start();
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }
}
