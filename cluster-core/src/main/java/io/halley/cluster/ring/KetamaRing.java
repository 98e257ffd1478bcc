/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.ring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ring of weighted names. Immutable, and so safe for any thread.
 *
 * <p>The algorithm is ketama as gopush-cluster has it: SHA-1 of {@code name:i} for i = 1 .. {@value
 * #SPOTS} × weight, whose last 4 bytes, big-endian and unsigned, are a tick; a key's SHA-1 is
 * hashed alike, and its owner is the first tick at or above it, or the first of all.
 */
public final class KetamaRing {
  /** Ticks for each unit of a name's weight. */
  public static final int SPOTS = 255;

  private final long[] hashes;
  private final String[] owners;
  private final int names;

  /**
   * @param weights the names with their weights, each at least 1; may be empty
   * @throws IllegalArgumentException if a weight is below 1
   */
  public KetamaRing(Map<String, Integer> weights) {
    MessageDigest sha1 = sha1();
    List<Tick> ticks = new ArrayList<>();
    weights.forEach(
        (name, weight) -> {
          if (weight < 1) {
            throw new IllegalArgumentException(
                "the weight of " + name + " is " + weight + ", it must be at least 1");
          }
          for (int i = 1; i <= SPOTS * weight; i++) {
            ticks.add(new Tick(hash(sha1, name + ":" + i), name));
          }
        });
    // by name where two ticks are equal, so that the order of the map does not matter
    ticks.sort(Comparator.comparingLong(Tick::hash).thenComparing(Tick::owner));
    hashes = ticks.stream().mapToLong(Tick::hash).toArray();
    names = weights.size();
    owners = ticks.stream().map(Tick::owner).toArray(String[]::new);
  }

  /** The name that owns the key; empty when the ring has no names. */
  public Optional<String> owner(String key) {
    if (names < 2) {
      // nothing to choose: the hash is spared
      return hashes.length == 0 ? Optional.empty() : Optional.of(owners[0]);
    }
    return Optional.of(owners[firstAtOrAbove(hash(sha1(), key))]);
  }

  private int firstAtOrAbove(long hash) {
    int low = 0;
    int high = hashes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hashes[middle] < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == hashes.length ? 0 : low;
  }

  private static long hash(MessageDigest sha1, String text) {
    byte[] digest = sha1.digest(text.getBytes(StandardCharsets.UTF_8));
    long hash = 0;
    for (int i = digest.length - Integer.BYTES; i < digest.length; i++) {
      hash = hash << Byte.SIZE | (digest[i] & 0xff);
    }
    return hash;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-1", e);
    }
  }

  private record Tick(long hash, String owner) {}
}
