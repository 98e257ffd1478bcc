/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.cluster.message.Key;
import io.halley.cluster.text.Digits;
import io.halley.cluster.text.QueryParameters;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a query or a form body. A value that is not percent-encoded UTF-8 counts as absent,
 * so that nobody works with a name that was mended on the way; so does an empty value. If a
 * parameter is repeated, the first wins. Immutable.
 */
public final class Parameters {
  private final QueryParameters values;

  private Parameters(QueryParameters values) {
    this.values = values;
  }

  /**
   * The parameters of a query.
   *
   * @param encoded as it was sent, without the question mark, each character a byte, as the
   *     container hands it on; null where there was none
   */
  public static Parameters of(@Nullable String encoded) {
    return new Parameters(QueryParameters.of(encoded));
  }

  /** The parameters of a form body. */
  public static Parameters ofForm(byte[] body) {
    return new Parameters(QueryParameters.ofForm(body));
  }

  /** A value, never empty. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Whether one of these was sent and is not percent-encoded UTF-8: what may be left out is refused
   * then, and not taken as left out.
   */
  public boolean isMalformed(String... names) {
    return values.isMalformed(names);
  }

  /** A key within its bounds. */
  public Optional<Key> key(String name) {
    return Key.parse(values.get(name));
  }

  /** A number in decimal digits only, from 0 to {@code most}. */
  public OptionalLong number(String name, long most) {
    return Digits.parse(values.get(name), most);
  }
}
