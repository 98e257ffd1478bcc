/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * Expressions in the value of a property, as MicroProfile Config 3.1 has them: {@code ${name}} and
 * {@code ${name:default}} stand for another property, also within each other. A backslash before
 * {@code $}, <code>{</code> or <code>}</code> makes it a character like any other.
 */
public final class Expressions {
  private static final String START = "${";
  private static final String ESCAPABLE = "${}";

  private Expressions() {}

  /**
   * The text that a value stands for.
   *
   * @param named the resolved value of a property; empty, or empty text, where there is none
   * @return empty if an expression has no end, or neither a value nor a default
   */
  public static Optional<String> resolve(String value, Function<String, Optional<String>> named) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      if (isEscape(value, at)) {
        text.append(value.charAt(at + 1));
        at += 2;
      } else if (value.startsWith(START, at)) {
        int end = end(value, at + START.length());
        Optional<String> part =
            end < 0
                ? Optional.empty()
                : expression(value.substring(at + START.length(), end), named);
        if (part.isEmpty()) {
          return part;
        }
        text.append(part.get());
        at = end + 1;
      } else {
        text.append(value.charAt(at++));
      }
    }
    return Optional.of(text.toString());
  }

  /** A value that stands for a text as it is; {@link #resolve} gives the text back. */
  public static String literal(String text) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean afterBackslash =
          i > 0 && text.charAt(i - 1) == '\\' && ESCAPABLE.indexOf(text.charAt(i)) >= 0;
      if (afterBackslash || text.startsWith(START, i)) {
        value.append('\\');
      }
      value.append(text.charAt(i));
    }
    return value.toString();
  }

  private static Optional<String> expression(
      String body, Function<String, Optional<String>> named) {
    int colon = outermost(body, ':');
    String name = colon < 0 ? body : body.substring(0, colon);
    Optional<String> value =
        resolve(name, named)
            .filter(text -> !text.isEmpty())
            .flatMap(named)
            .filter(text -> !text.isEmpty());
    return value.isPresent() || colon < 0 ? value : resolve(body.substring(colon + 1), named);
  }

  /** Where the expression ends whose body begins there; negative where it does not. */
  private static int end(String value, int from) {
    int end = outermost(value.substring(from), '}');
    return end < 0 ? end : from + end;
  }

  /** The first such character that no expression within the text holds; negative: none. */
  private static int outermost(String text, char wanted) {
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      if (isEscape(text, at)) {
        at++;
      } else if (depth == 0 && text.charAt(at) == wanted) {
        return at;
      } else if (text.startsWith(START, at)) {
        depth++;
        at++;
      } else if (text.charAt(at) == '}') {
        depth--;
      }
    }
    return -1;
  }

  private static boolean isEscape(String value, int at) {
    return value.charAt(at) == '\\'
        && at + 1 < value.length()
        && ESCAPABLE.indexOf(value.charAt(at + 1)) >= 0;
  }
}
