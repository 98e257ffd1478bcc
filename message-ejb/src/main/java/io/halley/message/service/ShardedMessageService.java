/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.ring.KetamaRing;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A message service over several, each with a store of its own and a share of the keys, which the
 * ring gives it. They know nothing of each other: what one of them does, or does not, is no wait
 * and no failure for the keys of another.
 */
public final class ShardedMessageService implements MessageService {
  private final KetamaRing ring;
  private final Map<String, MessageService> sources;

  /**
   * @param weights of the sources in the ring
   * @param sources by the same names, at least one
   */
  public ShardedMessageService(Map<String, Integer> weights, Map<String, MessageService> sources) {
    this.ring = new KetamaRing(weights);
    this.sources = Map.copyOf(sources);
    if (sources.isEmpty() || !weights.keySet().equals(sources.keySet())) {
      throw new IllegalArgumentException("weights and sources must have the same names");
    }
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return spread(
        targets,
        AppendTarget::key,
        (source, part) -> source.append(entry, part),
        Map.of(),
        ShardedMessageService::union);
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    return spread(
            batch,
            Acknowledgement::key,
            (source, part) -> source.acknowledge(part).thenApply(done -> true),
            true,
            Boolean::logicalAnd)
        .thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    return owner(key).after(key, mid);
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return owner(key).delete(key);
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return owner(key).addToken(key, token);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return owner(key).useToken(key, token);
  }

  /**
   * Raises it in all sources, so that any of them knows it; the highest that was there before. One
   * that is away fails nobody: it fails only where none of them answers.
   */
  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    List<CompletableFuture<Long>> raised =
        sources.values().stream()
            .map(source -> source.raiseMidCeiling(ceiling).toCompletableFuture())
            .toList();
    CompletableFuture.allOf(raised.toArray(CompletableFuture<?>[]::new))
        .whenComplete(
            (all, failure) ->
                raised.stream()
                    .filter(one -> !one.isCompletedExceptionally())
                    .map(CompletableFuture::join)
                    .max(Long::compare)
                    .ifPresentOrElse(
                        answer::complete,
                        () -> answer.completeExceptionally(Objects.requireNonNull(failure))));
    return answer;
  }

  private MessageService owner(Key key) {
    return source(ring.owner(key.value()).orElseThrow());
  }

  private MessageService source(String name) {
    return Objects.requireNonNull(sources.get(name), name);
  }

  private <I, R> CompletionStage<R> spread(
      Collection<I> items,
      Function<I, Key> key,
      BiFunction<MessageService, List<I>, CompletionStage<R>> call,
      R nothing,
      BinaryOperator<R> and) {
    Map<String, List<I>> parts =
        items.stream()
            .collect(
                Collectors.groupingBy(item -> ring.owner(key.apply(item).value()).orElseThrow()));
    return parts.entrySet().stream()
        .map(part -> call.apply(source(part.getKey()), part.getValue()))
        .reduce((one, other) -> one.thenCombine(other, and))
        .orElseGet(() -> CompletableFuture.completedStage(nothing));
  }

  private static <V> Map<Key, V> union(Map<Key, V> one, Map<Key, V> other) {
    Map<Key, V> both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }
}
