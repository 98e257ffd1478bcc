/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.idle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How the members of a crowd speak with an edge. Immutable. */
public interface Language {
  /** What a member says when it has connected. */
  byte[] greeting(String key, long heartbeatSeconds);

  /** One heartbeat. */
  byte[] heartbeat();

  /**
   * Takes the next frame out of the bytes that have come, if it is whole.
   *
   * @return {@code +h} or another reply without its CRLF, or a message's JSON
   */
  Optional<String> take(ByteBuffer inbox);

  /** A text out of a buffer, whose position does not count. */
  static String text(ByteBuffer buffer, int from, int to) {
    byte[] bytes = new byte[to - from];
    buffer.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
