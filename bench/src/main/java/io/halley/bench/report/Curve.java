/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import java.util.List;

/**
 * Points of a plot that belong together, the smallest x first.
 *
 * @param name what the line stands for
 */
public record Curve(String name, List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /** One measurement. */
  public record Point(double x, double y) {}

  double highestX() {
    return points.stream().mapToDouble(Point::x).max().orElse(0);
  }

  double highestY() {
    return points.stream().mapToDouble(Point::y).max().orElse(0);
  }
}
