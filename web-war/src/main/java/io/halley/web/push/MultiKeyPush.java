/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.json.JsonCompactor;
import io.halley.cluster.json.JsonMembers;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.text.Utf8;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One message for many keys, as a back end sends it: {@code {"m":"<JSON text>","k":"k1,k2"}}.
 *
 * @param message the text of {@code m}, compacted
 * @param names what {@code k} lists, in its order, each once, valid or not
 * @param keys the keys among the names, at least one
 */
record MultiKeyPush(Payload message, List<String> names, Set<Key> keys) {
  /** The batch that a body holds; empty where it holds none. */
  static Optional<MultiKeyPush> parse(byte[] body) {
    Optional<JsonMembers> object = JsonMembers.of(body, JsonCompactor.MAX_DEPTH);
    Optional<Payload> message =
        object
            .flatMap(members -> members.string("m"))
            .flatMap(Utf8::encode)
            .flatMap(JsonCompactor::compact)
            .map(Payload::ofUtf8);
    List<String> names =
        object
            .flatMap(members -> members.string("k"))
            .map(list -> Arrays.stream(list.split(",", -1)).distinct().toList())
            .orElse(List.of());
    Set<Key> keys = new LinkedHashSet<>();
    names.forEach(name -> Key.parse(name).ifPresent(keys::add));
    return keys.isEmpty()
        ? Optional.empty()
        : message.map(payload -> new MultiKeyPush(payload, names, keys));
  }

  /** The names that are no keys, or keys among those that failed. */
  List<String> namesWithout(Set<Key> failed) {
    if (failed.isEmpty() && names.size() == keys.size()) {
      return List.of();
    }
    return names.stream()
        .filter(name -> Key.parse(name).map(failed::contains).orElse(true))
        .toList();
  }
}
