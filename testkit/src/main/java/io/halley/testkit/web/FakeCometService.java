/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.web;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.view.ClusterView;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A comet service without connections. It remembers what was pushed, and saves it where a real one
 * would. What a key is named decides what happens to it, so that a test in another process can make
 * things fail, too. Safe for any thread; stages end before the call returns unless a key hangs.
 */
public final class FakeCometService implements CometService {
  /** Keys that begin so fail, and no others with them. */
  public static final String FAILING = "fail-";

  /** A call with a key that begins so ends exceptionally, as if the node were gone. */
  public static final String GONE = "gone-";

  /** A call with a key that begins so never ends. */
  public static final String HANGING = "hang-";

  /** A call with a key that begins so throws, as a faulty service would. */
  public static final String FAULTY = "faulty-";

  /** A push that was taken. */
  public record Taken(Payload message, long expireSeconds, List<Key> keys) {}

  private final MessageService messages;
  private final InstantSource clock;
  private final List<Taken> pushes = new CopyOnWriteArrayList<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();

  /**
   * @param messages where pushes with an expiry are saved
   */
  public FakeCometService(MessageService messages, InstantSource clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /** Every push so far, in order. */
  public List<Taken> pushes() {
    return List.copyOf(pushes);
  }

  @Override
  public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    if (any(keys, FAULTY)) {
      throw new IllegalStateException("a fault that a test asked for");
    }
    if (any(keys, HANGING)) {
      return new CompletableFuture<>();
    }
    if (any(keys, GONE)) {
      return gone();
    }
    Set<Key> failed =
        keys.stream().filter(key -> key.value().startsWith(FAILING)).collect(Collectors.toSet());
    Set<Key> taken = new HashSet<>(keys);
    taken.removeAll(failed);
    pushes.add(new Taken(push.message(), push.expireSeconds(), List.copyOf(keys)));
    if (!push.isStored() || taken.isEmpty()) {
      return CompletableFuture.completedStage(PushResult.failed(failed));
    }
    return messages
        .append(
            push.entry(clock.instant().getEpochSecond()),
            taken.stream().map(key -> new AppendTarget(key, 0)).toList())
        .thenApply(
            appended -> {
              Set<Key> all = new HashSet<>(keys);
              all.removeAll(appended.keySet());
              return PushResult.failed(all);
            });
  }

  @Override
  public CompletionStage<Set<Key>> appended(Map<Key, Long> mids) {
    return CompletableFuture.completedStage(Set.of());
  }

  @Override
  public CompletionStage<Void> adopt(ClusterView view) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return key.value().startsWith(GONE)
        ? gone()
        : CompletableFuture.completedStage(tokens.add(key.value() + " " + token));
  }

  /** Counters that tell one from the other. */
  @Override
  public CompletionStage<CometStat> stat() {
    return CompletableFuture.completedStage(
        new CometStat(
            10, 20, 3, 17, 40, 5, 35, 70, 8, Map.of("slowConsumer", 4L), Map.of("queueBytes", 2L)));
  }

  /** As many connections as the key has characters. */
  @Override
  public CompletionStage<Long> connections(Key key) {
    return key.value().startsWith(GONE)
        ? gone()
        : CompletableFuture.completedStage((long) key.value().length());
  }

  private static boolean any(Collection<Key> keys, String prefix) {
    return keys.stream().anyMatch(key -> key.value().startsWith(prefix));
  }

  private static <T> CompletionStage<T> gone() {
    return CompletableFuture.failedStage(
        new ServiceUnavailableException(
            "the comet node did not answer", new IllegalStateException("as a test asked for")));
  }
}
