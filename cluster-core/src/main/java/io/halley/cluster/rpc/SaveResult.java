/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the save of a message went.
 *
 * @param failed the keys for which it could not be saved
 * @param conflicts what was met, at most one for a key, and none for a key that failed
 */
public record SaveResult(Set<Key> failed, List<Conflict> conflicts) {
  private static final SaveResult DONE = new SaveResult(Set.of(), List.of());

  public SaveResult {
    failed = Keys.setOf(failed);
    conflicts = List.copyOf(conflicts);
  }

  /** All keys were saved. */
  public static SaveResult done() {
    return DONE;
  }

  /** All but these keys were saved. */
  public static SaveResult failed(Collection<Key> keys) {
    return keys.isEmpty() ? DONE : new SaveResult(Keys.setOf(keys), List.of());
  }

  /** This result and that of a save of the same message for other keys. */
  public SaveResult and(SaveResult other) {
    Set<Key> allFailed = new HashSet<>(failed);
    allFailed.addAll(other.failed);
    List<Conflict> allConflicts = new ArrayList<>(conflicts);
    allConflicts.addAll(other.conflicts);
    return new SaveResult(allFailed, allConflicts);
  }
}
