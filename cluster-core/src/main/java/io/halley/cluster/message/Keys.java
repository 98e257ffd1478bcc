/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Unmodifiable sets and maps of keys. {@link Set#copyOf} and {@link Map#copyOf} probe one place
 * after the other where hashes meet, so 2,600 keys that a stranger chose to have one hash cost
 * millions of comparisons; the tables made here cost a dozen for each key.
 */
public final class Keys {
  private Keys() {}

  /** A copy of the keys, each once. */
  public static Set<Key> setOf(Collection<Key> keys) {
    return keys.isEmpty() ? Set.of() : Collections.unmodifiableSet(new HashSet<>(keys));
  }

  /** A copy of the map. */
  public static <V> Map<Key, V> mapOf(Map<Key, V> byKey) {
    return byKey.isEmpty() ? Map.of() : Collections.unmodifiableMap(new HashMap<>(byKey));
  }
}
