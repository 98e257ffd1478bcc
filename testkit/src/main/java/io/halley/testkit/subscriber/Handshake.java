/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The client's side of the opening handshake; the key and its answer are those of RFC 6455. */
final class Handshake {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  private static final String HEAD_END = "\r\n\r\n";

  private Handshake() {}

  /** What asks for the upgrade. */
  static String headers() {
    return "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
        + KEY
        + "\r\nSec-WebSocket-Version: 13\r\n";
  }

  /**
   * Waits for the answer's head and takes it off the wire.
   *
   * @return the status; 0 if the connection ended before
   * @throws AssertionError if it did not come in time or accepts another key than ours
   */
  static int awaitStatus(BufferedSocket wire, Duration within) {
    Deadline deadline = Deadline.in(within);
    int end = wire.indexOf(HEAD_END, 0);
    while (end < 0) {
      switch (wire.more(deadline)) {
        case BYTES -> end = wire.indexOf(HEAD_END, 0);
        case END -> {
          return 0;
        }
        case NOTHING -> throw new AssertionError("no answer within " + within);
      }
    }
    byte[] head = wire.take(end + HEAD_END.length());
    String text = new String(head, StandardCharsets.ISO_8859_1);
    int status = Integer.parseInt(text.substring(9, 12));
    if (status == 101 && !accepts(text)) {
      throw new AssertionError("the handshake was not accepted: " + text);
    }
    return status;
  }

  private static boolean accepts(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-accept:"))
        .anyMatch(line -> line.endsWith(" " + ACCEPT) || line.endsWith(":" + ACCEPT));
  }
}
