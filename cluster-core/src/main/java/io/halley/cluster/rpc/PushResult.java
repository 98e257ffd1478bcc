/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Keys;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a push went, for the keys of one comet node or for all; back ends are told of it.
 *
 * @param failed the keys for which the message was neither appended nor delivered
 * @param moved the keys that belong to another node, for which nothing was done
 * @param details what became of each other key; empty where nobody asked for it
 * @param left the keys that moved while the message was appended, and its mid: their next node is
 *     to be {@link CometService#appended told}
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

  /** How the push went for these keys, and for others. */
  public PushResult and(PushResult others) {
    if (isSilent()) {
      return others;
    }
    return others.isSilent() ? this : union(List.of(this, others));
  }

  /** How a push went whose keys these parts share among them. */
  public static PushResult union(Collection<PushResult> parts) {
    PushResult last = DONE;
    int telling = 0;
    for (PushResult part : parts) {
      if (!part.isSilent()) {
        last = part;
        telling++;
      }
    }
    if (telling < 2) {
      return last;
    }
    Builder all = new Builder();
    parts.forEach(all::add);
    return all.build();
  }

  /** The same when its caller has taken care of the keys that moved. */
  public PushResult settled() {
    return moved.isEmpty() && left.isEmpty() ? this : new PushResult(failed, Set.of(), details);
  }

  /** Whether there is nothing to tell, as mostly: then nothing is copied. */
  private boolean isSilent() {
    return failed.isEmpty() && moved.isEmpty() && details.isEmpty() && left.isEmpty();
  }

  /** Gathers what becomes of each key, which is told of once. Not safe for threads. */
  public static final class Builder {
    private final Set<Key> failed = new HashSet<>();
    private final Set<Key> moved = new HashSet<>();
    private final Map<Key, PushDetail> details = new HashMap<>();
    private final Map<Key, Long> left = new HashMap<>();

    /** The message was neither appended nor delivered. */
    public void failed(Key key) {
      failed.add(key);
    }

    /** The key is another node's; nothing was done. */
    public void moved(Key key) {
      moved.add(key);
    }

    /** What became of the key's message, for who asks. */
    public void detail(Key key, PushDetail detail) {
      details.put(key, detail);
    }

    /** The message was appended under this mid, and the key became another node's meanwhile. */
    public void left(Key key, long mid) {
      left.put(key, mid);
    }

    private void add(PushResult part) {
      failed.addAll(part.failed);
      moved.addAll(part.moved);
      details.putAll(part.details);
      left.putAll(part.left);
    }

    /** How the push went for the keys told of; it went well for others. */
    public PushResult build() {
      PushResult result = new PushResult(failed, moved, details, left);
      return result.isSilent() ? DONE : result;
    }
  }
}
