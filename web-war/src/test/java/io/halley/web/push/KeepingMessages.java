/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushDetail;
import io.halley.testkit.message.ForwardingMessageService;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Notes what is to be kept. */
final class KeepingMessages extends ForwardingMessageService {
  /** Keys that begin so cannot be kept. */
  static final String UNKEPT = "unkept-";

  /** What is told of every key that could. */
  static final PushDetail KEPT = new PushDetail(4, true, 0, false);

  /** What was to be kept. */
  record Kept(Payload message, long expiresAt, long pushId, Set<Key> keys) {}

  final List<Kept> kept = new CopyOnWriteArrayList<>();
  volatile boolean gone;

  /** Every key that was to be kept, as often as it was. */
  List<Key> keys() {
    return kept.stream().flatMap(one -> one.keys().stream()).toList();
  }

  @Override
  public CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    if (gone) {
      return ScriptedComet.gone();
    }
    kept.add(new Kept(message, expiresAt, pushId, new HashSet<>(keys)));
    return CompletableFuture.completedStage(
        keys.stream()
            .filter(key -> !key.value().startsWith(UNKEPT))
            .collect(Collectors.toMap(Function.identity(), key -> KEPT)));
  }

  @Override
  protected MessageService messages() {
    throw new UnsupportedOperationException("pushes only keep");
  }
}
