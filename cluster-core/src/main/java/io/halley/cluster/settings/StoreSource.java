/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the servers that a store is spread over, as gopush-cluster's {@code redis.source} and
 * {@code mysql.source} name them: by its name and its weight, the ring gives it its keys.
 *
 * @param name its name in the ring
 * @param weight its share of the keys against the others' weights
 * @param address where it is
 */
public record StoreSource<A>(String name, int weight, A address) {
  /** What a source is called where there is only one. */
  static final String ONLY = "node1";

  private static final Pattern NAME = Pattern.compile("([^\\s:=,]+):(\\d{1,4})");
  private static final int MOST_WEIGHT = 1_000;

  /**
   * Reads {@code name:weight}; empty where the text has another form, or the weight is out of 1 to
   * 1000.
   */
  static <A> Optional<StoreSource<A>> parse(String text, A address) {
    Matcher source = NAME.matcher(text);
    if (!source.matches()) {
      return Optional.empty();
    }
    int weight = Integer.parseInt(source.group(2));
    return weight < 1 || weight > MOST_WEIGHT
        ? Optional.empty()
        : Optional.of(new StoreSource<>(source.group(1), weight, address));
  }

  /** A source of the same name and weight. */
  public <B> StoreSource<B> map(Function<A, B> to) {
    return new StoreSource<>(name, weight, to.apply(address));
  }

  static boolean haveOneName(List<? extends StoreSource<?>> sources) {
    Set<String> names = new HashSet<>();
    return !sources.stream().allMatch(source -> names.add(source.name()));
  }
}
