/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.startup.StartupLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Payara Server has written to its log since this start; it is another process. */
final class ServerLog {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "\\[SEVERE] \\[[^]]*] \\["
              + Pattern.quote(StartupLog.NAME)
              + "] .*? \\[\\[\\s*(.*?)]]\\s*$",
          Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern FAILURE =
      Pattern.compile(
          "Boot Command deploy failed|Exception while (?:deploying|loading) the app|"
              + "Failed to start|Shutting down server");

  private final Path file;
  private final long start;

  private ServerLog(Path file, long start) {
    this.file = file;
    this.start = start;
  }

  /** Follows a log from its present end. */
  static ServerLog from(Path file) throws IOException {
    return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
  }

  /** What modules refused, each sentence once. */
  List<String> refusals() throws IOException {
    List<String> sentences = new ArrayList<>();
    Matcher refusal = REFUSAL.matcher(text());
    while (refusal.find()) {
      sentences.add(refusal.group(1).strip());
    }
    return sentences.stream().distinct().toList();
  }

  /** Whether the server said that the application is not going to run. */
  boolean hasFailure() throws IOException {
    return FAILURE.matcher(text()).find();
  }

  private String text() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    byte[] all = Files.readAllBytes(file);
    // a log that was rotated begins anew
    int from = all.length >= start ? (int) start : 0;
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }

  Path file() {
    return file;
  }
}
