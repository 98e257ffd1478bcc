/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import org.jspecify.annotations.Nullable;

/** The target of a request line, each of its characters a byte, as Netty reads it. */
final class RequestTarget {
  private static final String AUTHORITY = "://";

  private RequestTarget() {}

  /**
   * The target without scheme and authority, which a client sends that takes the server for a proxy
   * (absolute form, RFC 9112, 3.2.2); as it is where it has none.
   */
  static String origin(String target) {
    int authority = target.indexOf(AUTHORITY);
    if (authority < 1 || !target.substring(0, authority).matches("(?i)https?|wss?")) {
      return target;
    }
    int begin = authority + AUTHORITY.length();
    for (int i = begin; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/') {
        return target.substring(i);
      } else if (c == '?') {
        return "/" + target.substring(i);
      }
    }
    return "/";
  }

  /** The path, not decoded. */
  static String path(String target) {
    String origin = origin(target);
    int question = origin.indexOf('?');
    return question < 0 ? origin : origin.substring(0, question);
  }

  /** The query, not decoded; null where there is none. */
  static @Nullable String query(String target) {
    int question = target.indexOf('?');
    return question < 0 ? null : target.substring(question + 1);
  }
}
