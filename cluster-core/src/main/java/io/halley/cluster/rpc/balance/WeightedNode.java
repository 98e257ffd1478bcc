/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import com.google.common.hash.Hashing;
import io.halley.cluster.message.Key;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A message node that calls may go to, and how one among several is chosen: with a chance in
 * proportion to its weight.
 *
 * @param name tells the node from others; its address
 * @param weight above 0
 */
record WeightedNode(
    String name, List<String> rpc, int weight, long seed, NodeHealthState condition) {
  WeightedNode(List<String> rpc, int weight, NodeHealthState condition) {
    this(rpc.get(0), List.copyOf(rpc), weight, hash(rpc.get(0)), condition);
  }

  NodeHealthState.Grade grade() {
    return condition.grade();
  }

  /** Those that do best: the healthy ones, or else the doubtful ones, or else all. */
  static List<WeightedNode> best(Collection<WeightedNode> all) {
    return all.stream()
        .map(WeightedNode::grade)
        .min(Comparator.naturalOrder())
        .map(best -> all.stream().filter(one -> one.grade().compareTo(best) <= 0).toList())
        .orElse(List.of());
  }

  /**
   * The one that a key always goes to while it is among the candidates: weighted rendezvous
   * hashing. A candidate that goes gives up its own keys, and takes none from another when it
   * comes. Empty if there is no candidate.
   *
   * @see <a href="https://en.wikipedia.org/wiki/Rendezvous_hashing">Rendezvous hashing, the
   *     weighted form</a>
   */
  static Optional<WeightedNode> of(Key key, Collection<WeightedNode> candidates) {
    long hash = hash(key.value());
    return candidates.stream().max(Comparator.comparingDouble(one -> one.score(hash)));
  }

  /** Any of them, by chance; empty if there is none. */
  static Optional<WeightedNode> any(List<WeightedNode> candidates, RandomGenerator random) {
    long left = candidates.stream().mapToLong(WeightedNode::weight).sum();
    for (WeightedNode candidate : candidates) {
      if (random.nextLong(left) < candidate.weight) {
        return Optional.of(candidate);
      }
      left -= candidate.weight;
    }
    return Optional.empty();
  }

  private double score(long hash) {
    // 52 bits and a half: above 0 and below 1, and a double holds it
    double fraction = ((mix(hash ^ seed) >>> 12) + 0.5) * 0x1p-52;
    return -weight / Math.log(fraction);
  }

  private static long hash(String text) {
    return Hashing.murmur3_128().hashString(text, StandardCharsets.UTF_8).asLong();
  }

  /** The last step of MurmurHash3: every bit of what comes in changes half of what comes out. */
  private static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
