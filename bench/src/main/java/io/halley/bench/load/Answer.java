/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

/**
 * What an HTTP request was answered.
 *
 * @param status the HTTP status
 * @param body the body
 */
public record Answer(int status, String body) {
  private static final int LONGEST = 120;

  /** Whether the push reached all its keys. */
  public boolean isAccepted() {
    return status == 200 && body.contains("\"ret\":0") && !body.contains("\"fk\"");
  }

  /** The same for a sentence, cut where it is long. */
  public String summary() {
    String text = body.strip();
    return status
        + " "
        + (text.length() > LONGEST ? text.substring(0, LONGEST) + "... (cut here)" : text);
  }
}
