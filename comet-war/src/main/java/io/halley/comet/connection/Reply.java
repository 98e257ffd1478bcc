/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import java.nio.charset.StandardCharsets;

/** The protocol's fixed words. */
public enum Reply implements Frame {
  /** Sent when the subscription stands, and in answer to each heartbeat. */
  HEARTBEAT("+h\r\n"),
  /** Sent to a client that resumes when the stored messages that follow are all since its mid. */
  RESUMED("+r:ok\r\n"),
  /**
   * Sent to a client that resumes when messages since its mid are gone from the store, and later
   * when messages that waited for it were dropped.
   */
  GAP("+r:gap\r\n"),
  /** Sent when the command is unknown, or an argument is missing or wrong. */
  PARAMETER_ERROR("-p\r\n"),
  /** Sent when the token is not valid. */
  TOKEN_REFUSED("-a\r\n"),
  /** Sent when there is no such channel: a token is needed, and nobody added one. */
  NO_CHANNEL("-c\r\n"),
  /** Sent when the key belongs to another comet node. */
  OTHER_NODE("-n\r\n");

  private final String text;

  Reply(String text) {
    this.text = text;
  }

  @Override
  public byte[] bytes(Framing framing, MessageFormat format) {
    return framing.reply(text.getBytes(StandardCharsets.US_ASCII));
  }
}
