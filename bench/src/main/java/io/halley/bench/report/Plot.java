/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import java.util.List;

/**
 * A plot of some curves.
 *
 * @param name of its file, without an ending
 * @param x what is along
 * @param y what is up
 */
public record Plot(String name, String title, String x, String y, List<Curve> curves) {
  public Plot {
    curves = List.copyOf(curves);
  }
}
