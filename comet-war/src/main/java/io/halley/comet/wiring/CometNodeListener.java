/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import io.halley.cluster.startup.OwnThread;
import io.halley.cluster.startup.RecordMethods;
import io.halley.cluster.startup.ShutdownLog;
import io.halley.cluster.startup.StartupLog;
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

  @Inject CometNodeLifecycle lifecycle;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      OwnThread.run("halley-comet-lifecycle", lifecycle::start);
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
      ShutdownLog.around(
          "The comet node " + lifecycle.settings.node(),
          () -> OwnThread.run("halley-comet-lifecycle", lifecycle::stop));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the comet node did not stop cleanly", e);
    }
    RecordMethods.forget();
  }
}
