/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import io.halley.bench.load.Latency;
import java.util.Locale;

/** Figures as people read them. */
public final class Figures {
  private Figures() {}

  /** So many a second. */
  public static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%,.0f/s", rate);
  }

  /** Microseconds as milliseconds. */
  public static String millis(long micros) {
    double millis = micros / 1e3;
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }

  /** Bytes as KB. */
  public static String kilobytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f KB", bytes / 1_024);
  }

  /** Bytes as MB. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%d MB", bytes / (1 << 20));
  }

  /** A share of one processor. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** The percentiles that the table quotes. */
  public static String percentiles(Latency latency) {
    return "p50 "
        + millis(latency.p50())
        + ", p99 "
        + millis(latency.p99())
        + ", p99.9 "
        + millis(latency.p999());
  }
}
