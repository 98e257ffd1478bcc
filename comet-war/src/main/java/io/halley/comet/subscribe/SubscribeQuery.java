/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subscribe parameters from a URL's query, as WebSocket clients send them: {@code
 * key=&heartbeat=&token=&ver=&mid=&ack=}, percent-encoded UTF-8. Strict where the usual decoders
 * are not: a key that is not UTF-8 is refused, not mended.
 */
public final class SubscribeQuery {
  private SubscribeQuery() {}

  /**
   * Reads a query.
   *
   * @param query without the question mark; null where the URL has none
   * @return empty if it is malformed, or a parameter is missing or wrong
   */
  public static Optional<SubscribeRequest> parse(@Nullable String query, Duration heartbeatMin) {
    if (query == null) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      // the first of equal names counts, as in the reference
      parameters.putIfAbsent(name.get(), value.get());
    }
    return SubscribeRequest.parse(
        parameters.get("key"),
        parameters.get("heartbeat"),
        parameters.get("token"),
        parameters.get("ver"),
        parameters.get("mid"),
        parameters.get("ack"),
        heartbeatMin);
  }

  private static Optional<String> decode(String encoded) {
    byte[] ascii = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(ascii.length);
    for (int i = 0; i < ascii.length; i++) {
      if (ascii[i] == '%') {
        int high = i + 2 <= ascii.length - 1 ? Character.digit(ascii[i + 1], 16) : -1;
        int low = i + 2 <= ascii.length - 1 ? Character.digit(ascii[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(ascii[i] == '+' ? ' ' : ascii[i]);
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
