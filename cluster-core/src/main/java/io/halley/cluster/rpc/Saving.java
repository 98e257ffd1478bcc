/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * @param warned whether a failure was logged as a warning already; of all saves
 */
record Saving<I, R>(
    Function<I, Key> key,
    BiFunction<MessageService, List<I>, CompletionStage<R>> save,
    BinaryOperator<R> join,
    Function<Collection<Key>, R> allFailed,
    AtomicBoolean warned)
    implements SplitCall.Question<I, R> {
  private static final Logger LOG = System.getLogger(Saving.class.getName());

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
    LOG.log(
        warned.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
        "a message was not saved for {0} of its keys: {1}",
        items.size(),
        reason.getMessage());
    return allFailed.apply(items.stream().map(key).toList());
  }
}
