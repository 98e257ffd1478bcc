/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.TokenCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A message service without a store, for tests of what calls one. It can be made to fail, wholly or
 * for some keys, and to hold appends back until a test releases them.
 *
 * <p>Safe for any thread. Stages end before the call returns, on the caller's thread; those of held
 * appends end on the thread that releases them. No lock is held while a stage ends.
 */
public final class InMemoryMessageService implements MessageService {
  /** Messages kept for a key, unless a constructor says otherwise. */
  public static final int CAP = 20;

  /** Life of a token from its last use, unless a constructor says otherwise. */
  public static final Duration TOKEN_LIFE = Duration.ofDays(30);

  /** How long a named push is remembered. */
  public static final Duration PUSH_MEMORY = InMemoryMessages.PUSH_MEMORY;

  private record Held<T>(Supplier<T> work, CompletableFuture<T> answer) {}

  private final Object lock = new Object();
  private final InMemoryMessages messages;
  private final InMemoryTokens tokens;
  private final InstantSource clock;
  private final Queue<Held<?>> held = new ArrayDeque<>();
  private final Set<Key> failing = new HashSet<>();
  private boolean holding;
  private boolean unavailable;
  private long ceiling;
  private long appends;

  public InMemoryMessageService(InstantSource clock) {
    this(clock, CAP, TOKEN_LIFE);
  }

  public InMemoryMessageService(InstantSource clock, int cap, Duration tokenLife) {
    this.messages = new InMemoryMessages(clock, cap);
    this.tokens = new InMemoryTokens(clock, tokenLife);
    this.clock = clock;
  }

  /** From now on nothing is appended for these keys, and for no others. */
  public void failAppendsFor(Key... keys) {
    synchronized (lock) {
      failing.clear();
      failing.addAll(List.of(keys));
    }
  }

  /**
   * While true, every call (and a held append when it is released) ends with {@link
   * ServiceUnavailableException} and changes nothing.
   */
  public void setUnavailable(boolean unavailable) {
    synchronized (lock) {
      this.unavailable = unavailable;
    }
  }

  /** From now on appends wait in the order in which they came. */
  public void holdAppends() {
    synchronized (lock) {
      holding = true;
    }
  }

  /** How many appends wait. */
  public int heldAppends() {
    synchronized (lock) {
      return held.size();
    }
  }

  /** Carries the oldest held append out and answers it; false if none waits. Holding goes on. */
  public boolean releaseOneAppend() {
    Runnable ending;
    synchronized (lock) {
      Held<?> next = held.poll();
      if (next == null) {
        return false;
      }
      ending = carryOut(next);
    }
    ending.run();
    return true;
  }

  private <T> Runnable carryOut(Held<T> next) {
    CompletionStage<T> outcome = answer(next.work());
    return () -> {
      var unused =
          outcome.whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  next.answer().complete(result);
                } else {
                  next.answer().completeExceptionally(failure);
                }
              });
    };
  }

  /** Carries all held appends out, in order, also those that come meanwhile, and holds no more. */
  public void releaseAppends() {
    while (!isHoldingOver()) {
      releaseOneAppend();
    }
  }

  private boolean isHoldingOver() {
    synchronized (lock) {
      holding = !held.isEmpty();
      return !holding;
    }
  }

  /** How many appends were carried out, failed keys or not. */
  public long appends() {
    synchronized (lock) {
      return appends;
    }
  }

  /** The ceiling of message ids that is recorded now; 0 when there is none. */
  public long midCeiling() {
    synchronized (lock) {
      return ceiling;
    }
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return inOrder(() -> appendNow(entry, targets));
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    return answer(() -> messages.after(key, mid));
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    return answer(
            () -> {
              batch.forEach(messages::forget);
              return true;
            })
        .thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return answer(
            () -> {
              messages.delete(key);
              return true;
            })
        .thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return answer(() -> tokens.add(key, token));
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return answer(() -> tokens.use(key, token));
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long raised) {
    return answer(
        () -> {
          long previous = ceiling;
          ceiling = Math.max(ceiling, raised);
          return previous;
        });
  }

  private Map<Key, Appended> appendNow(LogEntry entry, List<AppendTarget> targets) {
    appends++;
    long tick = Mid.at(clock.instant());
    Map<Key, Appended> appended = new HashMap<>();
    for (AppendTarget target : targets) {
      if (!failing.contains(target.key())) {
        long atLeast = Math.max(tick, Mid.after(target.above()));
        appended.put(target.key(), messages.append(target.key(), atLeast, entry));
      }
    }
    return appended;
  }

  private <T> CompletionStage<T> inOrder(Supplier<T> work) {
    synchronized (lock) {
      if (holding) {
        Held<T> append = new Held<>(work, new CompletableFuture<>());
        held.add(append);
        return append.answer();
      }
      return answer(work);
    }
  }

  private <T> CompletionStage<T> answer(Supplier<T> work) {
    synchronized (lock) {
      return unavailable
          ? CompletableFuture.failedStage(
              new ServiceUnavailableException(
                  "the message node was made to fail", new IllegalStateException("a test's wish")))
          : CompletableFuture.completedStage(work.get());
    }
  }
}
