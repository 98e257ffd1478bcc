/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.health;

import java.util.Map;
import java.util.TreeMap;

/**
 * How something does.
 *
 * @param isUp whether it is well
 * @param details what it says of itself, for people
 */
public record Verdict(boolean isUp, Map<String, String> details) {
  /** Well, and nothing to say. */
  public static final Verdict UP = new Verdict(true, Map.of());

  public Verdict {
    details = Map.copyOf(details);
  }

  /** Not well, for a reason. */
  public static Verdict down(String part, String why) {
    return new Verdict(false, Map.of(part, why));
  }

  /** Well if both are; of equal details the other's count. */
  public Verdict and(Verdict other) {
    Map<String, String> both = new TreeMap<>(details);
    both.putAll(other.details);
    return new Verdict(isUp && other.isUp, both);
  }
}
