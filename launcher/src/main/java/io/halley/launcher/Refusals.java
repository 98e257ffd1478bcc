/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.startup.StartupLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Collects the sentences with which modules refuse to start. The modules live behind other class
 * loaders, but a JVM has one log manager, so their words arrive here. Safe for any thread.
 */
final class Refusals extends Handler {
  // the log manager holds loggers weakly, and with them their handlers
  private final Logger logger = Logger.getLogger(StartupLog.NAME);
  private final List<String> sentences = new CopyOnWriteArrayList<>();
  private final AtomicInteger started = new AtomicInteger();
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** Listens from now on. */
  void listen() {
    logger.addHandler(this);
    // a server that reads its logging configuration takes every handler away
    LogManager.getLogManager()
        .addConfigurationListener(
            () -> {
              logger.removeHandler(this);
              logger.addHandler(this);
            });
  }

  /** What was refused, each sentence once, in order. */
  List<String> sentences() {
    return sentences.stream().distinct().toList();
  }

  /** How many parts of the node have said that they are up. */
  int started() {
    return started.get();
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      sentences.add(formatter.formatMessage(entry));
    } else {
      started.incrementAndGet();
    }
  }

  @Override
  public void flush() {
    // nothing is buffered
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
