/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * An append to the logs of many keys.
 *
 * @param entry what is appended
 * @param outage of the appends of all calls
 */
record Appending(LogEntry entry, OutageLog outage)
    implements ScatterGather.Question<AppendTarget, Map<Key, Appended>> {
  @Override
  public Optional<WeightedNode> choose(AppendTarget target, List<WeightedNode> nodes) {
    return WeightedNode.of(target.key(), nodes);
  }

  @Override
  public CompletionStage<Map<Key, Appended>> ask(
      MessageService node, List<AppendTarget> targets, boolean again) {
    return node.append(again ? entry.onceMore() : entry, targets);
  }

  @Override
  public Map<Key, Appended> join(Map<Key, Appended> one, Map<Key, Appended> other) {
    Map<Key, Appended> both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }

  @Override
  public Map<Key, Appended> failed(List<AppendTarget> targets, Throwable reason) {
    outage.failed(
        () ->
            "a message was not appended for "
                + targets.size()
                + " of its keys: "
                + reason.getMessage());
    return Map.of();
  }

  @Override
  public void allAnswered() {
    outage.worked();
  }
}
