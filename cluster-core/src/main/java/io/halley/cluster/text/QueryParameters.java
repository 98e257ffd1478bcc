/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.text;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query or a form body, percent-encoded UTF-8: the one reader of every port, so
 * that a key is the same key whichever way it came. If a parameter is repeated, the first wins. A
 * parameter that nobody asks for may be malformed. Immutable.
 */
public final class QueryParameters {
  /** By name; an empty optional for a value that is malformed. */
  private final Map<String, Optional<String>> values = new HashMap<>();

  private QueryParameters(String encoded) {
    int start = 0;
    while (start <= encoded.length()) {
      int end = encoded.indexOf('&', start);
      String pair = encoded.substring(start, end < 0 ? encoded.length() : end);
      int equals = pair.indexOf('=');
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      // nobody asks for a name that is malformed
      PercentEncoding.decode(equals < 0 ? pair : pair.substring(0, equals))
          .ifPresent(name -> values.putIfAbsent(name, PercentEncoding.decode(value)));
      start = end < 0 ? encoded.length() + 1 : end + 1;
    }
  }

  /**
   * The parameters of a query.
   *
   * @param latin1 what follows the question mark as it was sent: each of its characters is a byte,
   *     U+0000 to U+00FF, as a reader of Latin-1 makes them. Bytes above 0x7f that are not encoded
   *     are UTF-8, and a value with a character above U+00FF is malformed. Null where there is no
   *     query
   */
  public static QueryParameters of(@Nullable String latin1) {
    return new QueryParameters(latin1 == null ? "" : latin1);
  }

  /** The parameters of a form body. */
  public static QueryParameters ofForm(byte[] body) {
    return new QueryParameters(new String(body, StandardCharsets.ISO_8859_1));
  }

  /** A value, which may be empty; null where there is none, or a malformed one. */
  public @Nullable String get(String name) {
    Optional<String> value = values.get(name);
    return value == null ? null : value.orElse(null);
  }

  /** Whether one of these parameters was sent and is not percent-encoded UTF-8. */
  public boolean isMalformed(String... names) {
    for (String name : names) {
      Optional<String> value = values.get(name);
      if (value != null && value.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
