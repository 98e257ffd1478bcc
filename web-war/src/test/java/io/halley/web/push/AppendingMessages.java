/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.message.ForwardingMessageService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Notes what is appended. */
final class AppendingMessages extends ForwardingMessageService {
  /** Nothing is appended for keys that begin so. */
  static final String FAILING = "unappended-";

  /** What is answered for all others, unless a test says otherwise. */
  static final Appended APPENDED = Appended.after(0, 4);

  /** An append that came. */
  record Call(LogEntry entry, List<AppendTarget> targets) {}

  final List<Call> calls = new CopyOnWriteArrayList<>();
  volatile Appended answer = APPENDED;
  volatile boolean gone;

  /** Every key that a message was to be appended for, as often as it was. */
  List<Key> keys() {
    return calls.stream().flatMap(one -> one.targets().stream()).map(AppendTarget::key).toList();
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    if (gone) {
      return ScriptedComet.gone();
    }
    calls.add(new Call(entry, List.copyOf(targets)));
    return CompletableFuture.completedStage(
        targets.stream()
            .map(AppendTarget::key)
            .filter(key -> !key.value().startsWith(FAILING))
            .collect(Collectors.toMap(Function.identity(), key -> answer)));
  }

  @Override
  protected MessageService messages() {
    throw new UnsupportedOperationException("pushes only append");
  }
}
