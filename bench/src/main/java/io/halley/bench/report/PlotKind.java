/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import java.util.List;

/** The plots that there are. */
public enum PlotKind {
  MEMORY("memory", "Memory as connections grow", "idle connections", "MB of the process (RSS)"),
  JOINING("joining", "Connections accepted", "connections there are", "accepted a second"),
  KEYS("keys", "One call to many keys, all online", "keys of the call", "ms to the delivery");

  private final String file;
  private final String title;
  private final String x;
  private final String y;

  PlotKind(String file, String title, String x, String y) {
    this.file = file;
    this.title = title;
    this.x = x;
    this.y = y;
  }

  Plot of(String suffix, List<Curve> curves) {
    return new Plot(file + "-" + suffix, title, x, y, curves);
  }
}
