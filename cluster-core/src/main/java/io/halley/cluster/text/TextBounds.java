/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.text;

/**
 * What a name that a client chose may be: a key, a token, the name of a push. Characters are
 * Unicode code points, so an emoji counts once, as it does in the columns of MariaDB and
 * PostgreSQL.
 */
public final class TextBounds {
  private TextBounds() {}

  /** The length of a text in code points; an unpaired surrogate counts as one. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Whether a text has 1 to {@code most} code points and is {@linkplain #isStorable storable}.
   *
   * @param most at least 1
   */
  public static boolean isName(String text, int most) {
    // a code point has one or two units: a text of any length is answered without a look at all of
    // it
    return !text.isEmpty()
        && text.length() <= 2L * most
        && length(text) <= most
        && isStorable(text);
  }

  /**
   * Whether every database can hold the text: it has exactly one UTF-8 form, which takes that its
   * surrogates are paired, and no U+0000, which PostgreSQL refuses.
   */
  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
