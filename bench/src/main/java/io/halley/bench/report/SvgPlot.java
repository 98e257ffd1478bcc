/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import java.util.List;
import java.util.Locale;

/** A plot as SVG, both axes from zero. */
final class SvgPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 170;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int TICKS = 5;
  private static final List<String> COLOURS =
      List.of("#0b6e99", "#d9730d", "#4d6461", "#ad1a72", "#0f7b6c", "#6940a5");

  private final Plot plot;
  private final double highestX;
  private final double highestY;
  private final StringBuilder svg = new StringBuilder();

  private SvgPlot(Plot plot) {
    this.plot = plot;
    highestX = round(plot.curves().stream().mapToDouble(Curve::highestX).max().orElse(0));
    highestY = round(plot.curves().stream().mapToDouble(Curve::highestY).max().orElse(0));
  }

  static String of(Plot plot) {
    return new SvgPlot(plot).draw();
  }

  /** The next number of one digit, or one and a half, and zeros: the end of an axis. */
  static double round(double highest) {
    if (highest <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(highest)));
    double digits = Math.ceil(2 * highest / power) / 2;
    return digits * power;
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    add("<text x=\"%d\" y=\"20\" font-size=\"14\">%s</text>", LEFT, plot.title());
    drawAxes();
    for (int i = 0; i < plot.curves().size(); i++) {
      draw(plot.curves().get(i), COLOURS.get(i % COLOURS.size()), i);
    }
    add("</svg>");
    return svg.toString();
  }

  private void drawAxes() {
    for (int i = 0; i <= TICKS; i++) {
      double x = highestX * i / TICKS;
      double y = highestY * i / TICKS;
      add(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>",
          LEFT, down(y), WIDTH - RIGHT, down(y));
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, down(y) + 4, number(y));
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          along(x), HEIGHT - BOTTOM + 16, number(x));
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, plot.x());
    add(
        "<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">%s</text>",
        HEIGHT / 2, HEIGHT / 2, plot.y());
  }

  private void draw(Curve curve, String colour, int place) {
    StringBuilder line = new StringBuilder();
    for (Curve.Point point : curve.points()) {
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", along(point.x()), down(point.y())));
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
          along(point.x()), down(point.y()), colour);
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        line.toString().strip(), colour);
    add(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
        WIDTH - RIGHT + 12, TOP + 16 + 18 * place, colour, curve.name());
  }

  private double along(double x) {
    return LEFT + (WIDTH - LEFT - RIGHT) * x / highestX;
  }

  private double down(double y) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y / highestY;
  }

  private static String number(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%.1f", number);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
