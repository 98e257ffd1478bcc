/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import io.halley.cluster.message.MidClock;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.startup.OwnThread;
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

/** Brings the comet node up with its web application, and down with it. */
@WebListener
public class CometNodeListener implements ServletContextListener {
  private static final Logger LOG = System.getLogger(CometNodeListener.class.getName());

  private final CometNodeLifecycle lifecycle = new CometNodeLifecycle();

  @Inject Settings settings;
  @Inject Cluster cluster;
  @Inject MidClock mids;
  @Inject MessageService messages;
  @Inject ChannelDirectory channels;
  @Inject Subscriptions subscriptions;
  @Inject EndpointSessions endpointSessions;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      OwnThread.run(
          "halley-comet-lifecycle",
          () ->
              lifecycle.start(
                  settings, cluster, mids, messages, channels, subscriptions, endpointSessions));
    } catch (RuntimeException e) {
      String sentence = "The comet node cannot start: " + e.getMessage();
      StartupLog.refused(sentence);
      contextDestroyed(event);
      throw new IllegalStateException(sentence, e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    try {
      OwnThread.run("halley-comet-lifecycle", lifecycle::stop);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the comet node did not stop cleanly", e);
    }
  }
}
