/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Keys;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * How a push went at one comet node.
 *
 * @param failed the keys for which the message was neither saved nor delivered
 * @param moved the keys that belong to another node, for which nothing was done
 * @param details what became of each other key; empty where nobody asked for it
 * @param left the keys that moved while the message was saved, and its mid: their next node is to
 *     be {@link CometService#kept told}
 */
public record PushResult(
    Set<Key> failed, Set<Key> moved, Map<Key, PushDetail> details, Map<Key, Long> left) {
  private static final PushResult DONE = new PushResult(Set.of(), Set.of());

  public PushResult {
    failed = Keys.setOf(failed);
    moved = Keys.setOf(moved);
    details = Keys.mapOf(details);
    left = Keys.mapOf(left);
  }

  /** No key moved meanwhile. */
  public PushResult(Set<Key> failed, Set<Key> moved, Map<Key, PushDetail> details) {
    this(failed, moved, details, Map.of());
  }

  /** Without details. */
  public PushResult(Set<Key> failed, Set<Key> moved) {
    this(failed, moved, Map.of());
  }

  /** All went well. */
  public static PushResult done() {
    return DONE;
  }

  /** All went well but for these keys. */
  public static PushResult failed(Collection<Key> keys) {
    return keys.isEmpty() ? DONE : new PushResult(Keys.setOf(keys), Set.of());
  }
}
