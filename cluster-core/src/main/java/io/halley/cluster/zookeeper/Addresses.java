/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.util.List;

/** What a registration may say; the exceptions name the mistake. */
final class Addresses {
  static final int MAX_WEIGHT = 1_000;

  private Addresses() {}

  static List<String> some(String field, List<String> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException(field + " names no address");
    }
    return valid(field, addresses);
  }

  static List<String> valid(String field, List<String> addresses) {
    for (String address : addresses) {
      int colon = address.lastIndexOf(':');
      if (colon < 1 || !isPort(address.substring(colon + 1))) {
        throw new IllegalArgumentException(
            field + " names " + address + ", which is no address such as host:6970");
      }
    }
    return List.copyOf(addresses);
  }

  static void weight(int weight, int least) {
    if (weight < least || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "weight is " + weight + ", it must be from " + least + " to " + MAX_WEIGHT);
    }
  }

  private static boolean isPort(String text) {
    if (!text.matches("\\d{1,5}")) {
      return false;
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65_535;
  }
}
