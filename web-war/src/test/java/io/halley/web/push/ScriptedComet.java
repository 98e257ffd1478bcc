/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.view.ClusterView;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A comet node that answers pushes as a test laid down, one after the other, and then takes all.
 */
final class ScriptedComet implements CometService {
  /** A push that came. */
  record Call(Push push, Set<Key> keys) {}

  final List<Call> calls = new CopyOnWriteArrayList<>();

  /** What was told to have been appended, and how that is answered; then all is taken. */
  final List<Map<Key, Long>> told = new CopyOnWriteArrayList<>();

  final Queue<Function<Set<Key>, CompletionStage<Set<Key>>>> answersToNotices = new ArrayDeque<>();
  private final Queue<Function<Set<Key>, CompletionStage<PushResult>>> script = new ArrayDeque<>();

  synchronized ScriptedComet then(Function<Set<Key>, CompletionStage<PushResult>> answer) {
    script.add(answer);
    return this;
  }

  ScriptedComet thenMoved() {
    return then(keys -> CompletableFuture.completedStage(new PushResult(Set.of(), keys)));
  }

  ScriptedComet thenGone() {
    return then(keys -> gone());
  }

  static <T> CompletionStage<T> gone() {
    return CompletableFuture.failedStage(new ServiceUnavailableException("as a test asked for"));
  }

  @Override
  public synchronized CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    calls.add(new Call(push, Set.copyOf(keys)));
    Function<Set<Key>, CompletionStage<PushResult>> answer = script.poll();
    return answer == null
        ? CompletableFuture.completedStage(PushResult.done())
        : answer.apply(Set.copyOf(keys));
  }

  @Override
  public CompletionStage<Set<Key>> appended(Map<Key, Long> mids) {
    told.add(mids);
    Function<Set<Key>, CompletionStage<Set<Key>>> answer = answersToNotices.poll();
    return answer == null
        ? CompletableFuture.completedStage(Set.of())
        : answer.apply(mids.keySet());
  }

  @Override
  public CompletionStage<Void> adopt(ClusterView view) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<CometStat> stat() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Long> connections(Key key) {
    throw new UnsupportedOperationException();
  }
}
