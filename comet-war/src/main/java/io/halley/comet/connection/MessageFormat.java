/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import io.halley.cluster.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The two shapes in which a client wants a message's body. */
public enum MessageFormat {
  /** The body is a JSON value: {@code {"msg":{"a":1},"mid":4,"gid":0}}. */
  VALUE(0),
  /**
   * The body is a JSON string that holds the value's text: {@code
   * {"msg":"{\"a\":1}","mid":4,"gid":0}}. For clients that send no version.
   */
  TEXT(1);

  private static final byte[] HEAD = ascii("{\"msg\":");

  private final int slot;

  MessageFormat(int slot) {
    this.slot = slot;
  }

  /** Its place in an array of encodings: 0 or 1. */
  int slot() {
    return slot;
  }

  /** The format for the version that a client sent; null or empty when it sent none. */
  public static MessageFormat ofVersion(@Nullable String version) {
    return version == null || version.isEmpty() ? TEXT : VALUE;
  }

  /** The message as JSON in UTF-8. */
  byte[] encode(Message message) {
    byte[] body = message.payload().utf8();
    byte[] tail = ascii(",\"mid\":" + message.mid() + ",\"gid\":" + Message.PRIVATE_GID + "}");
    ByteArrayOutputStream json =
        new ByteArrayOutputStream(HEAD.length + body.length + tail.length + 16);
    json.writeBytes(HEAD);
    switch (this) {
      case VALUE -> json.writeBytes(body);
      case TEXT -> writeQuoted(body, json);
    }
    json.writeBytes(tail);
    return json.toByteArray();
  }

  /** Compacted JSON has no raw control characters, so only quotes and backslashes need escaping. */
  private static void writeQuoted(byte[] body, ByteArrayOutputStream json) {
    json.write('"');
    for (byte b : body) {
      if (b == '"' || b == '\\') {
        json.write('\\');
      }
      json.write(b);
    }
    json.write('"');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
