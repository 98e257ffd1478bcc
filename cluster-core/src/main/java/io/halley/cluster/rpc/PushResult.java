/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * How a push went at one comet node.
 *
 * @param failed the keys for which the message was neither saved nor delivered
 * @param moved the keys that belong to another node, where the same push is to be made: nothing was
 *     done for them here, or they moved while the message was saved
 * @param details what became of each key for which something was done; empty where nobody asked for
 *     it
 */
public record PushResult(Set<Key> failed, Set<Key> moved, Map<Key, PushDetail> details) {
  private static final PushResult DONE = new PushResult(Set.of(), Set.of());

  public PushResult {
    failed = Set.copyOf(failed);
    moved = Set.copyOf(moved);
    details = Map.copyOf(details);
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
    return keys.isEmpty() ? DONE : new PushResult(Set.copyOf(keys), Set.of());
  }
}
