/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import io.halley.cluster.text.TextBounds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names one subscriber, a user or a device. Comparable, so that a hash table whose keys a stranger
 * chose to have one hash looks them up in a tree and not one by one; {@link Keys} makes such
 * tables.
 *
 * @param value 1 to {@value #MAX_LENGTH} Unicode code points, without U+0000, which PostgreSQL does
 *     not store, and without unpaired surrogates, so that it has exactly one UTF-8 form
 */
public record Key(String value) implements Comparable<Key> {
  /** The longest key, in Unicode code points: what the SQL column {@code skey} holds. */
  public static final int MAX_LENGTH = 64;

  /**
   * @throws IllegalArgumentException if the value is out of bounds; {@link #parse} returns instead
   */
  public Key {
    if (!TextBounds.isName(value, MAX_LENGTH)) {
      throw new IllegalArgumentException(
          "a key has 1 to "
              + MAX_LENGTH
              + " characters and no U+0000, this one has "
              + TextBounds.length(value));
    }
  }

  /** The key that a client or an operator wrote; empty where it is none. */
  public static Optional<Key> parse(@Nullable String text) {
    return text != null && TextBounds.isName(text, MAX_LENGTH)
        ? Optional.of(new Key(text))
        : Optional.empty();
  }

  /** By UTF-16 code units, as strings compare; consistent with equals. */
  @Override
  public int compareTo(Key other) {
    return value.compareTo(other.value);
  }

  /** The value as a log may hold it: a control character is a question mark. */
  @Override
  public String toString() {
    return value.replaceAll("\\p{Cntrl}", "?");
  }
}
