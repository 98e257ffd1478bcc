/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.halley.system.journal.Journal;

/**
 * What a test needs of a message.
 *
 * @param number the push's; {@link Journal#UNPROMISED} where it has none
 */
record Message(long mid, int number) {
  private static final String NUMBER = "{\"msg\":{\"n\":";
  private static final String MID = ",\"mid\":";

  /**
   * Reads the JSON of a client that sent a version.
   *
   * @throws IllegalArgumentException if it is no message
   */
  static Message parse(String json) {
    int mid = json.lastIndexOf(MID);
    if (!json.startsWith("{") || mid < 0) {
      throw new IllegalArgumentException("no message: " + json);
    }
    int number = json.startsWith(NUMBER) ? (int) digits(json, NUMBER.length()) : Journal.UNPROMISED;
    return new Message(digits(json, mid + MID.length()), number);
  }

  private static long digits(String text, int from) {
    int to = from;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    return Long.parseLong(text, from, to, 10);
  }
}
