/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.report;

import io.halley.bench.load.Latency;
import java.util.Optional;

/**
 * A line of the table.
 *
 * @param what is measured
 * @param reference what gopush-cluster came to, or empty
 * @param goal what is to be reached, or empty
 * @param measured what was
 * @param met whether the goal is met; empty: there is none, or nothing was measured
 * @param latency the percentiles behind it, if it has any
 */
public record Row(
    String what,
    String reference,
    String goal,
    String measured,
    Optional<Boolean> met,
    Optional<Latency> latency) {

  /** A line without figures. */
  public static Row notRun(String what, String why) {
    return new Row(what, "", "", "not run: " + why, Optional.empty(), Optional.empty());
  }

  /** A line of what was to be measured and could not be. */
  public static Row failed(String what, String sentence) {
    return new Row(what, "", "", "failed: " + sentence, Optional.of(false), Optional.empty());
  }
}
