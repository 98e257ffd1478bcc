/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.StageFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call for many things, each of which goes to the node that is chosen for it; all nodes are
 * asked at the same time. What a node does not answer is asked of another, once. A part that fails
 * in the end fails alone, unless all do.
 *
 * @param <I> what is asked for
 * @param <R> what is answered
 */
final class ScatterGather<I, R> {
  /** What is asked of nodes, and what becomes of their answers. */
  interface Question<I, R> {
    /** The node for a thing; empty only if there is none. */
    Optional<WeightedNode> choose(I item, List<WeightedNode> nodes);

    /**
     * Asks a node, by a service that keeps to the deadline of the attempt.
     *
     * @param again whether another node may have done it already
     */
    CompletionStage<R> ask(MessageService node, List<I> items, boolean again);

    /** Two parts' answers as one. */
    R join(R one, R other);

    /** The answer for a part that failed, when another did not. */
    R failed(List<I> items, Throwable reason);

    /** The call has ended, and no part of it failed. */
    default void allAnswered() {}
  }

  /** Opens the service of a node for one attempt with a deadline. */
  interface Services {
    MessageService at(WeightedNode node, Duration deadline);
  }

  /** How the call of one node went: one of the two is there. */
  private record Part<I, R>(List<I> items, Optional<R> answer, Optional<Throwable> failure) {
    static <I, R> Part<I, R> of(List<I> items, R answer, @Nullable Throwable failure) {
      return failure == null
          ? new Part<>(items, Optional.of(answer), Optional.empty())
          : new Part<>(items, Optional.empty(), Optional.of(StageFailures.cause(failure)));
    }
  }

  private final Question<I, R> question;
  private final Services services;
  private final Supplier<? extends Collection<WeightedNode>> nodes;
  private final Duration deadline;
  private final long begin = System.nanoTime();
  private volatile boolean partFailed;

  /**
   * @param deadline for all attempts together
   */
  ScatterGather(
      Question<I, R> question,
      Services services,
      Supplier<? extends Collection<WeightedNode>> nodes,
      Duration deadline) {
    this.question = question;
    this.services = services;
    this.nodes = nodes;
    this.deadline = deadline;
  }

  /** Asks for these, at least one. */
  CompletionStage<R> ask(List<I> items) {
    List<WeightedNode> best = WeightedNode.best(nodes.get());
    boolean hasAnother =
        best.stream().filter(one -> one.grade() == NodeHealthState.Grade.HEALTHY).count() > 1;
    // halves, for the second node has as much to do as the first one; whoever has nobody to turn
    // to waits as long as there is time
    Duration share = hasAnother ? deadline.dividedBy(2) : deadline;
    return each(items, best, share, false, this::again)
        .thenApply(
            answer -> {
              if (!partFailed) {
                question.allAnswered();
              }
              return answer;
            });
  }

  /** What becomes of a part that failed. */
  private interface Rescue<I, R> {
    CompletionStage<R> instead(List<I> items, WeightedNode node, Throwable failure);
  }

  private CompletionStage<R> again(List<I> items, WeightedNode failed, Throwable failure) {
    Duration left = deadline.minusNanos(System.nanoTime() - begin);
    List<WeightedNode> others =
        WeightedNode.best(
            nodes.get().stream().filter(one -> !one.name().equals(failed.name())).toList());
    if (!isUnanswered(failure) || others.isEmpty() || left.toMillis() < 1) {
      return CompletableFuture.failedStage(failure);
    }
    return each(
        items, others, left, true, (part, node, last) -> CompletableFuture.failedStage(last));
  }

  private CompletionStage<R> each(
      List<I> items,
      List<WeightedNode> candidates,
      Duration share,
      boolean again,
      Rescue<I, R> rescue) {
    Map<WeightedNode, List<I>> byNode = new LinkedHashMap<>();
    for (I item : items) {
      Optional<WeightedNode> node = question.choose(item, candidates);
      if (node.isEmpty()) {
        return CompletableFuture.failedStage(
            new ServiceUnavailableException("no message node is known to this node"));
      }
      byNode.computeIfAbsent(node.get(), first -> new ArrayList<>()).add(item);
    }
    if (byNode.size() == 1) {
      return attempt(byNode.keySet().iterator().next(), items, share, again, rescue);
    }
    CompletionStage<List<Part<I, R>>> all = CompletableFuture.completedStage(List.of());
    // all are asked before the first is waited for
    for (Map.Entry<WeightedNode, List<I>> part : byNode.entrySet()) {
      CompletionStage<Part<I, R>> answer =
          attempt(part.getKey(), part.getValue(), share, again, rescue)
              .handle((result, failure) -> Part.of(part.getValue(), result, failure));
      all = all.thenCombine(answer, ScatterGather::plus);
    }
    return all.thenCompose(this::joined);
  }

  private CompletionStage<R> attempt(
      WeightedNode node, List<I> items, Duration share, boolean again, Rescue<I, R> rescue) {
    return question
        .ask(services.at(node, share), items, again)
        .exceptionallyCompose(
            failure -> {
              Throwable cause = StageFailures.cause(failure);
              if (isUnanswered(cause)) {
                node.condition().doubt();
              }
              return rescue.instead(items, node, cause);
            });
  }

  private CompletionStage<R> joined(List<Part<I, R>> parts) {
    if (parts.stream().noneMatch(part -> part.answer().isPresent())) {
      return CompletableFuture.failedStage(parts.get(0).failure().orElseThrow());
    }
    return CompletableFuture.completedStage(
        parts.stream().map(this::answer).reduce(question::join).orElseThrow());
  }

  private R answer(Part<I, R> part) {
    if (part.failure().isPresent()) {
      partFailed = true;
      return question.failed(part.items(), part.failure().get());
    }
    return part.answer().orElseThrow();
  }

  private static <P> List<P> plus(List<P> some, P another) {
    List<P> all = new ArrayList<>(some);
    all.add(another);
    return all;
  }

  private static boolean isUnanswered(Throwable failure) {
    return failure instanceof ServiceUnavailableException unavailable && !unavailable.isAnswered();
  }
}
