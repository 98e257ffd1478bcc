/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.outage.OutageLog;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * A save, for many keys.
 *
 * @param key whom a thing is saved for
 * @param save saves some of them in a node
 * @param join two answers as one
 * @param allFailed the answer of a node that saved nothing
 * @param outage of the saves of all calls
 */
record Saving<I, R>(
    Function<I, Key> key,
    BiFunction<MessageService, List<I>, CompletionStage<R>> save,
    BinaryOperator<R> join,
    Function<Collection<Key>, R> allFailed,
    OutageLog outage)
    implements SplitCall.Question<I, R> {
  static <V> Map<Key, V> union(Map<Key, V> some, Map<Key, V> others) {
    Map<Key, V> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  @Override
  public Optional<Candidate> choose(I item, List<Candidate> nodes) {
    return Candidate.of(key.apply(item), nodes);
  }

  @Override
  public CompletionStage<R> ask(MessageService node, List<I> items) {
    return save.apply(node, items);
  }

  @Override
  public R join(R one, R other) {
    return join.apply(one, other);
  }

  @Override
  public R failed(List<I> items, Throwable reason) {
    outage.failed(
        () ->
            "a message was not saved for " + items.size() + " of its keys: " + reason.getMessage());
    return allFailed.apply(items.stream().map(key).toList());
  }

  @Override
  public void allAnswered() {
    outage.worked();
  }
}
