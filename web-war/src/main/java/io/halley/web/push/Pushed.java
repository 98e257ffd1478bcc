/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.PushDetail;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What became of a push.
 *
 * @param failed the keys that the message did not reach, neither saved nor delivered
 * @param details of the other keys, if they were asked for
 */
public record Pushed(Set<Key> failed, Map<Key, PushDetail> details) {
  /** What became of the push for these keys, and for others. */
  Pushed and(Pushed others) {
    if (failed.isEmpty() && details.isEmpty()) {
      return others;
    }
    Set<Key> allFailed = new HashSet<>(failed);
    allFailed.addAll(others.failed);
    Map<Key, PushDetail> allDetails = new HashMap<>(details);
    allDetails.putAll(others.details);
    return new Pushed(allFailed, allDetails);
  }

  /** It failed for all of these keys. */
  static Pushed failed(Set<Key> keys) {
    return new Pushed(keys, Map.of());
  }
}
