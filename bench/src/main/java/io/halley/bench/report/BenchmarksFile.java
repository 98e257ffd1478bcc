/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BENCHMARKS.md: an introduction, and a section for each run. A run takes the place of the one that
 * had its title; the others stay.
 */
public final class BenchmarksFile {
  private static final Pattern SECTION =
      Pattern.compile("<!-- run: (.*?) -->\n(.*?)<!-- end -->\n", Pattern.DOTALL);

  private final Path file;
  private final Path plots;

  /**
   * @param plots the folder of the plots, which is made where it is not there
   */
  public BenchmarksFile(Path file, Path plots) {
    this.file = file;
    this.plots = plots;
  }

  /** Writes a run's section and its plots. */
  public void write(Run run) throws IOException {
    Files.createDirectories(plots);
    for (Plot plot : RunSection.plots(run)) {
      Files.writeString(plots.resolve(plot.name() + ".svg"), SvgPlot.of(plot));
    }
    String before = Files.exists(file) ? Files.readString(file) : "";
    Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
    String link = parent.relativize(plots.toAbsolutePath()).toString();
    Files.writeString(file, text(before, run.title(), RunSection.of(run, link)));
  }

  static String text(String before, String title, String section) throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    Matcher matcher = SECTION.matcher(before);
    while (matcher.find()) {
      sections.put(matcher.group(1), matcher.group(2));
    }
    sections.put(title, section);
    StringBuilder text = new StringBuilder(introduction());
    sections.forEach(
        (name, body) ->
            text.append("\n<!-- run: ")
                .append(name)
                .append(" -->\n")
                .append(body)
                .append("<!-- end -->\n"));
    return text.toString();
  }

  private static String introduction() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BenchmarksFile.class.getResourceAsStream("introduction.md"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
