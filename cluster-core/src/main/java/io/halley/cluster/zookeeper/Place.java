/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.util.Comparator;

/**
 * A registration's place in its line: by the number that ZooKeeper put at the end of its name. A
 * name that somebody chose by hand and that ends in no number comes behind those, by its letters.
 */
record Place(long sequence, String name) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::sequence).thenComparing(Place::name);

  static Place of(String name) {
    int start = name.length();
    while (start > 0 && name.length() - start < 10 && isDigit(name.charAt(start - 1))) {
      start--;
    }
    return new Place(
        start == name.length() ? Long.MAX_VALUE : Long.parseLong(name.substring(start)), name);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
