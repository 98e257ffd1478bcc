/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.SaveResult;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.testkit.message.ForwardingMessageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message service whose saves and reads are asked for, happen, and are answered in steps of the
 * test's, as they may with a store behind a network: a message can be read before its save is
 * answered, and what is read can be old when it arrives. Saves happen in the order in which they
 * were asked for. For one thread.
 */
final class SteppedMessages extends ForwardingMessageService {
  private final MessageService messages;
  private final List<Call<SaveResult>> saves = new ArrayList<>();
  private final List<Call<Backlog>> reads = new ArrayList<>();

  SteppedMessages(MessageService messages) {
    this.messages = messages;
  }

  @Override
  protected MessageService messages() {
    return messages;
  }

  /** Carries out the oldest save that has not happened, without an answer. */
  void saveOne() {
    saves.stream().filter(save -> save.outcome == null).findFirst().ifPresent(Call::happen);
  }

  /** Answers one of the saves that are open, by any number; it and those before it happen first. */
  void answerSave(int which) {
    List<Call<SaveResult>> awaited = saves.stream().filter(Call::isAwaited).toList();
    int index =
        awaited.isEmpty()
            ? saves.size() - 1
            : saves.indexOf(awaited.get(Math.floorMod(which, awaited.size())));
    if (index >= 0) {
      saves.subList(0, index).forEach(Call::happen);
      saves.remove(index).answer();
      saves.removeIf(save -> !save.isAwaited() && save.outcome != null);
    }
  }

  /**
   * Fails one of the saves that are open, by any number, for who asked for it; it happens in its
   * turn all the same.
   */
  void giveUpSave(int which) {
    List<Call<SaveResult>> awaited = saves.stream().filter(Call::isAwaited).toList();
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
      answerSave(0);
      answerRead(0);
    }
  }

  /** Whether anything is open. */
  boolean isAsked() {
    return !saves.isEmpty() || !reads.isEmpty();
  }

  /** How many reads are open. */
  int reads() {
    return reads.size();
  }

  @Override
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    return later(saves, () -> messages.save(message, expiresAt, pushId, recipients));
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
    return later(reads, () -> messages.findAfter(key, mid));
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
