/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.ClusterViewJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Both services, answering whatever was asked with what the test laid ready, and noting the call.
 */
public final class RecordedServices implements CometService, MessageService {
  /** What was asked, in its order. */
  public final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** What every call is answered with. */
  public CompletionStage<?> answer = new CompletableFuture<>();

  /** What is found after a mid; empty: what the test laid ready. */
  public List<Message> stored = List.of();

  /** Runs in every call, and may throw. */
  public Runnable onCall = () -> {};

  private <T> CompletionStage<T> note(String call) {
    calls.add(call);
    onCall.run();
    @SuppressWarnings("unchecked") // a test lays the type ready that the call has
    CompletionStage<T> typed = (CompletionStage<T>) answer;
    return typed;
  }

  @Override
  public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    return note(
        "push "
            + push.message().text()
            + " "
            + push.expireSeconds()
            + " "
            + push.id()
            + (push.detailed() ? " detailed" : "")
            + " "
            + keys);
  }

  @Override
  public CompletionStage<Set<Key>> appended(Map<Key, Long> mids) {
    return note("appended " + mids);
  }

  @Override
  public CompletionStage<Void> adopt(ClusterView view) {
    return note("adopt " + ClusterViewJson.write(view));
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return note("addToken " + key + " " + token);
  }

  @Override
  public CompletionStage<CometStat> stat() {
    return note("stat");
  }

  @Override
  public CompletionStage<Long> connections(Key key) {
    return note("connections " + key);
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return note(
        "append "
            + entry.payload().text()
            + " "
            + entry.expiresAt()
            + " "
            + entry.pushId()
            + (entry.again() ? " again" : "")
            + " "
            + targets.stream().map(target -> target.key() + " above " + target.above()).toList());
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    CompletionStage<Backlog> noted = note("after " + key + " " + mid);
    return stored.isEmpty() ? noted : CompletableFuture.completedStage(storedAfter(mid));
  }

  private Backlog storedAfter(long mid) {
    return new Backlog(
        stored.stream().filter(message -> message.mid() > mid).toList(),
        stored.get(stored.size() - 1).mid(),
        true);
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    return note("acknowledge " + batch);
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return note("delete " + key);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return note("useToken " + key + " " + token);
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    return note("raiseMidCeiling " + ceiling);
  }
}
