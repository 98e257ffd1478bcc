/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.cluster.message.Key;
import io.halley.web.json.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a query or a form body. A pair that is not percent-encoded UTF-8 counts as absent,
 * so that nobody works with a name that was mended on the way; so does an empty value. The first of
 * several values counts. Immutable.
 */
public final class Parameters {
  /** Digits of the largest long. */
  private static final int MAX_DIGITS = 19;

  private final Map<String, String> values = new HashMap<>();

  private Parameters(String encoded) {
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isPresent() && value.isPresent()) {
        values.putIfAbsent(name.get(), value.get());
      }
    }
  }

  /**
   * The parameters of a query.
   *
   * @param encoded as it was sent, without the question mark; null where there was none
   */
  public static Parameters of(@Nullable String encoded) {
    return new Parameters(encoded == null ? "" : encoded);
  }

  /** The parameters of a form body. */
  public static Parameters ofForm(byte[] body) {
    return new Parameters(new String(body, StandardCharsets.ISO_8859_1));
  }

  /** A value, never empty. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /** A key within its bounds. */
  public Optional<Key> key(String name) {
    return Key.parse(values.get(name));
  }

  /** A number in decimal digits only, from 0 to {@code most}. */
  public OptionalLong number(String name, long most) {
    String digits = values.getOrDefault(name, "");
    if (digits.isEmpty()
        || digits.length() > MAX_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    long number = Long.parseUnsignedLong(digits);
    return number < 0 || number > most ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static Optional<String> decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '+') {
        bytes.write(' ');
      } else if (c == '%') {
        int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
        if (low < 0) {
          return Optional.empty();
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c <= 0xff) {
        // the container hands bytes that were not encoded on as they are
        bytes.write(c);
      } else {
        return Optional.empty();
      }
    }
    return Utf8.decode(bytes.toByteArray());
  }
}
