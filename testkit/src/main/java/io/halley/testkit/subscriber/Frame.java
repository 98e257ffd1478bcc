/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

/**
 * One thing that the server said.
 *
 * @param kind what it is
 * @param text a reply without its CRLF; a message's JSON; the payload of a binary frame or a pong,
 *     one character a byte
 */
public record Frame(Kind kind, String text) {
  /** What a frame is. */
  public enum Kind {
    /** {@code +h}, {@code -p} and their like. */
    REPLY,
    /** A pushed message: JSON. */
    MESSAGE,
    /** A binary WebSocket frame, which no server of ours sends. */
    BINARY,
    /** The answer to a WebSocket ping. */
    PONG
  }

  /** The answer to a subscription and to each heartbeat. */
  public static final Frame HEARTBEAT = reply("+h");

  /** A reply, named without its CRLF. */
  public static Frame reply(String text) {
    return new Frame(Kind.REPLY, text);
  }

  /** A message. */
  public static Frame message(String json) {
    return new Frame(Kind.MESSAGE, json);
  }
}
