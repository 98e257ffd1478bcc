/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an append needs of the heads of keys that were appended to lately, for a database of this
 * process alone. Only appends change that, and a key's come one at a time, so it stays true until
 * the next one: removals note nothing above the last mid. Bounded; the key that was used longest
 * ago goes. Safe for any thread.
 */
final class KnownHeads {
  private record Known(long last, long again) {}

  private final Map<String, Known> known;

  /**
   * @param most keys at the most, each of which takes some 150 bytes
   */
  KnownHeads(int most) {
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > most;
          }
        };
  }

  /** The key's head, of which nothing may be written; null if it is to be read. */
  synchronized @Nullable KeyHead find(String skey) {
    Known head = known.get(skey);
    return head == null ? null : KeyHead.known(skey, head.last, head.again);
  }

  /** An append was committed with these. */
  synchronized void committed(Collection<KeyHead> heads) {
    heads.forEach(head -> known.put(head.skey(), new Known(head.last(), head.again())));
  }

  /** An append to these keys failed, and may have been committed all the same. */
  synchronized void uncertain(Collection<String> skeys) {
    skeys.forEach(known::remove);
  }
}
