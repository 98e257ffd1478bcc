/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
  /** Pairs of characters of one hash: {@code "Aa".hashCode() == "BB".hashCode()}. */
  static List<Key> collidingKeys() {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys.add(new Key(name.toString()));
    }
    return keys;
  }

  @Test
  void keysOfOneHash_areFoundInTheTablesThatAreMadeHere() {
    List<Key> keys = collidingKeys();
    assertThat(keys.stream().map(Key::hashCode).distinct()).hasSize(1);
    Set<Key> set = Keys.setOf(keys);
    Map<Key, String> byKey = new HashMap<>();
    keys.forEach(key -> byKey.put(key, key.value()));
    Map<Key, String> map = Keys.mapOf(byKey);
    assertThat(set).hasSize(4_096).containsAll(keys);
    assertThat(keys).allSatisfy(key -> assertThat(map).containsEntry(key, key.value()));
  }

  @Test
  void tables_areNoneOfThoseThatProbeOnePlaceAfterTheOther() {
    List<Key> keys = collidingKeys();
    Map<Key, Integer> byKey = new HashMap<>();
    keys.forEach(key -> byKey.put(key, 1));
    Class<?> probingSet = Set.copyOf(keys).getClass();
    Class<?> probingMap = Map.copyOf(byKey).getClass();
    assertThat(Keys.setOf(keys)).isNotInstanceOf(probingSet);
    assertThat(Keys.mapOf(byKey)).isNotInstanceOf(probingMap);
  }

  @Test
  void copies_areTheirOwnAndCannotBeChanged() {
    Key key = new Key("a");
    Map<Key, Integer> map = new HashMap<>(Map.of(key, 1));
    List<Key> list = new ArrayList<>(List.of(key, key));
    Map<Key, Integer> mapCopy = Keys.mapOf(map);
    Set<Key> setCopy = Keys.setOf(list);
    map.clear();
    list.clear();
    assertThat(mapCopy).containsOnly(Map.entry(key, 1));
    assertThat(setCopy).containsOnly(key);
    assertThatThrownBy(() -> setCopy.remove(key)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> mapCopy.remove(key)).isInstanceOf(UnsupportedOperationException.class);
  }
}
