/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The members of one JSON object, found without looking into their values: a number of any length
 * costs nothing where nobody asks for it, and is spelled as it was where somebody does. If a name
 * is repeated, the last wins. Immutable.
 */
public final class JsonMembers {
  /** More than the digits of a long, a fraction of noughts and an exponent. */
  private static final int LONGEST_INTEGER = 64;

  /** Where a value stands, the end exclusive. */
  private record Place(int from, int to) {}

  private final byte[] json;
  private final Map<String, Place> places = new HashMap<>();

  /**
   * @param json an object that is valid, with any white space
   */
  private JsonMembers(byte[] json) {
    this.json = json;
    int position = skipSpace(skipSpace(0) + 1);
    while (json[position] != '}') {
      int nameEnd = endOfString(position);
      int value = skipSpace(skipSpace(nameEnd) + 1);
      int end = endOfValue(value);
      places.put(text(new Place(position, nameEnd)), new Place(value, withoutSpace(value, end)));
      position = json[end] == ',' ? skipSpace(end + 1) : end;
    }
  }

  /**
   * The members; empty where the bytes are not exactly one JSON object in strict UTF-8, or one with
   * arrays and objects deeper than {@code maxDepth} within each other, itself included.
   *
   * @param maxDepth at least 1
   */
  public static Optional<JsonMembers> of(byte[] json, int maxDepth) {
    return JsonCompactor.compact(json, maxDepth)
        .filter(compact -> compact[0] == '{')
        .map(compact -> new JsonMembers(json));
  }

  /** A value as it is spelled; empty where there is none of the name. */
  public Optional<byte[]> value(String name) {
    return Optional.ofNullable(places.get(name))
        .map(place -> Arrays.copyOfRange(json, place.from, place.to));
  }

  /**
   * The text of a string, which may have unpaired surrogates; empty where there is none of the
   * name, or another kind of value.
   */
  public Optional<String> string(String name) {
    return Optional.ofNullable(places.get(name))
        .filter(place -> json[place.from] == '"')
        .map(this::text);
  }

  /**
   * A number that is an integer, however it is spelled; empty where there is none of the name, or
   * another kind of value, or one that is no long.
   */
  public OptionalLong integer(String name) {
    Place place = places.get(name);
    if (place == null || place.to - place.from > LONGEST_INTEGER) {
      return OptionalLong.empty();
    }
    try {
      String spelled = ascii(place.from, place.to);
      return OptionalLong.of(new BigDecimal(spelled).longValueExact());
    } catch (NumberFormatException e) {
      // another kind of value is an answer here, not a failure
      return OptionalLong.empty();
    } catch (ArithmeticException e) {
      // so is a number that is no long
      return OptionalLong.empty();
    }
  }

  private int skipSpace(int start) {
    int position = start;
    while (isSpace(position)) {
      position++;
    }
    return position;
  }

  private int withoutSpace(int from, int to) {
    int end = to;
    while (end > from && isSpace(end - 1)) {
      end--;
    }
    return end;
  }

  private boolean isSpace(int position) {
    byte b = json[position];
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int endOfString(int quote) {
    int position = quote + 1;
    while (json[position] != '"') {
      position += json[position] == '\\' ? 2 : 1;
    }
    return position + 1;
  }

  private int endOfValue(int start) {
    int depth = 0;
    int position = start;
    while (true) {
      switch (json[position]) {
        case '"' -> position = endOfString(position) - 1;
        case '{', '[' -> depth++;
        case '}', ']', ',' -> {
          if (depth == 0) {
            return position;
          }
          depth -= json[position] == ',' ? 0 : 1;
        }
        default -> {
          // a part of a number or a literal, a colon, or white space
        }
      }
      position++;
    }
  }

  /** What a string, quotes included, says. */
  private String text(Place place) {
    String spelled =
        new String(json, place.from + 1, place.to - place.from - 2, StandardCharsets.UTF_8);
    if (spelled.indexOf('\\') < 0) {
      return spelled;
    }
    StringBuilder text = new StringBuilder(spelled.length());
    for (int i = 0; i < spelled.length(); i++) {
      char c = spelled.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = spelled.charAt(++i);
      if (escape == 'u') {
        text.append((char) Integer.parseInt(spelled, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(unescaped(escape));
      }
    }
    return text.toString();
  }

  private static char unescaped(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private String ascii(int from, int to) {
    return new String(json, from, to - from, StandardCharsets.US_ASCII);
  }
}
