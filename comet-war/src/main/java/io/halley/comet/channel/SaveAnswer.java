/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.SaveResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the message service answered when one message was to be saved for some keys. */
final class SaveAnswer {
  /** What became of the message for one key. */
  enum Verdict {
    /** It is in the store, under its id. */
    SAVED,
    /** It is in the store, and below it there is one that was not known when it was saved. */
    SAVED_ABOVE,
    /** It was in the store already, under another id. */
    SAVED_BEFORE,
    /** It is not in the store, for the key has ids that are not below its own. */
    STALE,
    /** It is not known to be in the store. */
    FAILED
  }

  private final boolean allFailed;
  private final Set<Key> failed;
  private final Map<Key, Conflict> conflicts;

  private SaveAnswer(boolean allFailed, Set<Key> failed, Map<Key, Conflict> conflicts) {
    this.allFailed = allFailed;
    this.failed = failed;
    this.conflicts = conflicts;
  }

  /**
   * The answer, or its absence.
   *
   * @param result what was answered
   * @param failure why nothing was; null if there is an answer
   */
  static SaveAnswer of(SaveResult result, @Nullable Throwable failure) {
    if (failure != null) {
      return new SaveAnswer(true, Set.of(), Map.of());
    }
    Map<Key, Conflict> conflicts = result.conflicts().isEmpty() ? Map.of() : new HashMap<>();
    result.conflicts().forEach(conflict -> conflicts.put(conflict.key(), conflict));
    return new SaveAnswer(false, result.failed(), conflicts);
  }

  /** What became of the message that was to be saved for the key with this mid. */
  Verdict verdict(Key key, long mid) {
    if (allFailed || failed.contains(key)) {
      return Verdict.FAILED;
    }
    Conflict conflict = conflicts.get(key);
    if (conflict == null) {
      return Verdict.SAVED;
    }
    return switch (conflict.kind()) {
      case UNSEEN -> Verdict.SAVED_ABOVE;
      case STALE -> Verdict.STALE;
      // the same save, asked for twice, is no surprise
      case REPEATED -> conflict.mid() == mid ? Verdict.SAVED : Verdict.SAVED_BEFORE;
    };
  }

  /** The mid that the message met, for a key whose verdict comes of one. */
  long met(Key key) {
    Conflict conflict = conflicts.get(key);
    return conflict == null ? Long.MIN_VALUE : conflict.mid();
  }

  /** The highest mid that made a message stale. */
  long highestStale() {
    return conflicts.values().stream()
        .filter(conflict -> conflict.kind() == Conflict.Kind.STALE)
        .mapToLong(Conflict::mid)
        .max()
        .orElse(Long.MIN_VALUE);
  }
}
