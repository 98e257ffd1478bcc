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
record RegistrationOrder(long sequence, String name) implements Comparable<RegistrationOrder> {
  private static final Comparator<RegistrationOrder> ORDER =
      Comparator.comparingLong(RegistrationOrder::sequence).thenComparing(RegistrationOrder::name);

  static RegistrationOrder of(String name) {
    int start = name.length();
    while (start > 0 && name.length() - start < 10 && isDigit(name.charAt(start - 1))) {
      start--;
    }
    return new RegistrationOrder(
        start == name.length() ? Long.MAX_VALUE : Long.parseLong(name.substring(start)), name);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  @Override
  public int compareTo(RegistrationOrder other) {
    return ORDER.compare(this, other);
  }
}
