/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.log;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the logger of a class is told, from the making of this to its close. Needs a JVM whose
 * system loggers are those of java.util.logging. Safe for any thread.
 */
public final class LoggedLines implements AutoCloseable {
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Listens to the logger that has the name of this class. */
  public LoggedLines(Class<?> source) {
    logger = Logger.getLogger(source.getName());
    logger.addHandler(handler);
  }

  /** The warnings, oldest first. */
  public List<String> warnings() {
    return at(Level.WARNING);
  }

  /** What was logged at INFO, oldest first. */
  public List<String> infos() {
    return at(Level.INFO);
  }

  private List<String> at(Level level) {
    return records.stream()
        .filter(entry -> entry.getLevel().equals(level))
        .map(LoggedLines::text)
        .toList();
  }

  private static String text(LogRecord entry) {
    return entry.getParameters() == null
        ? entry.getMessage()
        : MessageFormat.format(entry.getMessage(), entry.getParameters());
  }

  /** Listens no longer. */
  @Override
  public void close() {
    logger.removeHandler(handler);
  }
}
