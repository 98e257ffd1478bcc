/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import io.halley.cluster.rpc.MessageService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A question for one node.
 *
 * @param choice which one
 * @param question what it is asked
 */
record Asking<I, R>(
    BiFunction<I, List<WeightedNode>, Optional<WeightedNode>> choice,
    Function<MessageService, CompletionStage<R>> question)
    implements ScatterGather.Question<I, R> {
  @Override
  public Optional<WeightedNode> choose(I item, List<WeightedNode> nodes) {
    return choice.apply(item, nodes);
  }

  @Override
  public CompletionStage<R> ask(MessageService node, List<I> items, boolean again) {
    return question.apply(node);
  }

  @Override
  public R join(R one, R other) {
    throw new IllegalStateException("one node was asked, and two answered");
  }

  @Override
  public R failed(List<I> items, Throwable reason) {
    throw new IllegalStateException("one node was asked, and another answered", reason);
  }
}
