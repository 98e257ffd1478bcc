/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names one subscriber, a user or a device.
 *
 * @param value 1 to {@value #MAX_LENGTH} UTF-16 code units, without unpaired surrogates, so that it
 *     has exactly one UTF-8 form
 */
public record Key(String value) {
  /** The longest key, in UTF-16 code units: what the SQL column {@code skey} holds. */
  public static final int MAX_LENGTH = 64;

  /**
   * @throws IllegalArgumentException if the value is out of bounds; {@link #parse} returns instead
   */
  public Key {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a key has 1 to " + MAX_LENGTH + " characters, this one has " + value.length());
    }
  }

  /** The key that a client or an operator wrote; empty where it is none. */
  public static Optional<Key> parse(@Nullable String text) {
    return text != null && isValid(text) ? Optional.of(new Key(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH && hasUtf8Form(text);
  }

  private static boolean hasUtf8Form(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** The value as a log may hold it: a control character is a question mark. */
  @Override
  public String toString() {
    return value.replaceAll("\\p{Cntrl}", "?");
  }
}
