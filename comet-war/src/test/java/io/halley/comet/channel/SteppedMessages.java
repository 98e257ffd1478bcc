/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.testkit.message.ForwardingMessageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message service whose appends and reads are asked for, happen, and are answered in steps of the
 * test's, as they may with a store behind a network: a message can be read before its append is
 * answered, and what is read can be old when it arrives. Saves happen in the order in which they
 * were asked for. For one thread.
 */
final class SteppedMessages extends ForwardingMessageService {
  private final MessageService messages;
  private final List<Call<Map<Key, Appended>>> appends = new ArrayList<>();
  private final List<Call<Backlog>> reads = new ArrayList<>();

  SteppedMessages(MessageService messages) {
    this.messages = messages;
  }

  @Override
  protected MessageService messages() {
    return messages;
  }

  /** Carries out the oldest append that has not happened, without an answer. */
  void appendOne() {
    appends.stream().filter(append -> append.outcome == null).findFirst().ifPresent(Call::happen);
  }

  /**
   * Answers one of the appends that are open, by any number; it and those before it happen first.
   */
  void answerAppend(int which) {
    List<Call<Map<Key, Appended>>> awaited = appends.stream().filter(Call::isAwaited).toList();
    int index =
        awaited.isEmpty()
            ? appends.size() - 1
            : appends.indexOf(awaited.get(Math.floorMod(which, awaited.size())));
    if (index >= 0) {
      appends.subList(0, index).forEach(Call::happen);
      appends.remove(index).answer();
      appends.removeIf(append -> !append.isAwaited() && append.outcome != null);
    }
  }

  /**
   * Fails one of the appends that are open, by any number, for who asked for it; it happens in its
   * turn all the same.
   */
  void giveUpAppend(int which) {
    List<Call<Map<Key, Appended>>> awaited = appends.stream().filter(Call::isAwaited).toList();
    if (!awaited.isEmpty()) {
      awaited
          .get(Math.floorMod(which, awaited.size()))
          .answer
          .completeExceptionally(new ServiceUnavailableException("no answer in time"));
    }
  }

  /** Carries out one of the reads that are open, by any number, without an answer. */
  void readOne(int which) {
    if (!reads.isEmpty()) {
      reads.get(Math.floorMod(which, reads.size())).happen();
    }
  }

  /** Answers one of the reads that are open, by any number. */
  void answerRead(int which) {
    if (!reads.isEmpty()) {
      reads.remove(Math.floorMod(which, reads.size())).answer();
    }
  }

  /** Answers everything, also what is asked for meanwhile. */
  void answerAll() {
    while (isAsked()) {
      answerAppend(0);
      answerRead(0);
    }
  }

  /** Whether anything is open. */
  boolean isAsked() {
    return !appends.isEmpty() || !reads.isEmpty();
  }

  /** How many reads are open. */
  int reads() {
    return reads.size();
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return later(appends, () -> messages.append(entry, targets));
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    return later(reads, () -> messages.after(key, mid));
  }

  private static <T> CompletionStage<T> later(
      List<Call<T>> calls, Supplier<CompletionStage<T>> work) {
    Call<T> call = new Call<>(work);
    calls.add(call);
    return call.answer;
  }

  private static final class Call<T> {
    final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Supplier<CompletionStage<T>> work;
    private @Nullable CompletionStage<T> outcome;

    Call(Supplier<CompletionStage<T>> work) {
      this.work = work;
    }

    boolean isAwaited() {
      return !answer.isDone();
    }

    void happen() {
      if (outcome == null) {
        outcome = work.get();
      }
    }

    void answer() {
      happen();
      Objects.requireNonNull(outcome)
          .whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  answer.complete(result);
                } else {
                  answer.completeExceptionally(failure);
                }
              });
    }
  }
}
