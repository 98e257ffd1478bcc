/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

/**
 * Makes a query one that {@link java.net.URI} takes, since Tyrus makes a URI of it only after it
 * has answered 101. Clients send more than RFC 3986 allows: browsers leave {@code | \ ^ { }} and
 * the backtick as they are, and some clients send UTF-8 unencoded.
 */
final class UriQuery {
  private static final String HEX = "0123456789ABCDEF";

  /** Besides letters and digits: RFC 3986, section 3.4. */
  private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";

  /** A byte that UTF-8 never has: the parameters are refused, as they are with a broken escape. */
  private static final String NO_UTF_8 = "%FF";

  private UriQuery() {}

  /**
   * Encodes what a URI does not allow and leaves everything else as it is.
   *
   * @param query as the container gives it: one character a byte
   * @return the same parameters to a decoder of percent-encoding; where the query has a percent
   *     sign without two hexadecimal digits, parameters that no decoder takes
   */
  static String encoded(String query) {
    StringBuilder uri = new StringBuilder(query.length() + 16);
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (isAlphanumeric(c) || ALLOWED.indexOf(c) >= 0 || isEscape(query, i)) {
        uri.append(c);
      } else if (c == '%' || c > 0xff) {
        uri.append(NO_UTF_8);
      } else {
        uri.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
    return uri.toString();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isEscape(String query, int at) {
    return query.charAt(at) == '%'
        && at + 2 < query.length()
        && HEX.indexOf(Character.toUpperCase(query.charAt(at + 1))) >= 0
        && HEX.indexOf(Character.toUpperCase(query.charAt(at + 2))) >= 0;
  }
}
