/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.SaveResult;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.TokenCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A message service without a store, for tests of what calls one. It can be made to fail, wholly or
 * for some keys, and to hold saves back until a test releases them.
 *
 * <p>Safe for any thread. Stages end before the call returns, on the caller's thread; those of held
 * saves end on the thread that releases them. No lock is held while a stage ends.
 */
public final class InMemoryMessageService implements MessageService {
  /** Messages kept for a key, unless a constructor says otherwise. */
  public static final int CAP = 20;

  /** Life of a token from its last use, unless a constructor says otherwise. */
  public static final Duration TOKEN_LIFE = Duration.ofDays(30);

  /** How far back the push of a message that is kept is looked for. */
  private static final long LOOKED_THROUGH_SECONDS = 600;

  /** How long a named push is remembered. */
  public static final Duration PUSH_MEMORY = InMemoryMessages.PUSH_MEMORY;

  private record Held<T>(Supplier<T> work, CompletableFuture<T> answer) {}

  private final Object lock = new Object();
  private final InMemoryMessages messages;
  private final InMemoryTokens tokens;
  private final MidClock mids;
  private final Queue<Held<?>> held = new ArrayDeque<>();
  private final Set<Key> failing = new HashSet<>();
  private boolean holding;
  private boolean unavailable;
  private long ceiling;
  private long saves;

  public InMemoryMessageService(InstantSource clock) {
    this(clock, CAP, TOKEN_LIFE);
  }

  public InMemoryMessageService(InstantSource clock, int cap, Duration tokenLife) {
    this.messages = new InMemoryMessages(clock, cap);
    this.tokens = new InMemoryTokens(clock, tokenLife);
    this.mids = new MidClock(clock);
  }

  /** From now on what is saved or kept for these keys, and no others, names them as failed. */
  public void failSavesFor(Key... keys) {
    synchronized (lock) {
      failing.clear();
      failing.addAll(List.of(keys));
    }
  }

  /**
   * While true, every call (and a held save when it is released) ends with {@link
   * ServiceUnavailableException} and changes nothing.
   */
  public void setUnavailable(boolean unavailable) {
    synchronized (lock) {
      this.unavailable = unavailable;
    }
  }

  /** From now on saves, and what is to be kept, wait unsaved in the order in which they came. */
  public void holdSaves() {
    synchronized (lock) {
      holding = true;
    }
  }

  /** How many saves wait. */
  public int heldSaves() {
    synchronized (lock) {
      return held.size();
    }
  }

  /** Carries the oldest held save out and answers it; false if none waits. Holding goes on. */
  public boolean releaseOneSave() {
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

  /** Carries all held saves out, in order, also those that come meanwhile, and holds no more. */
  public void releaseSaves() {
    while (!isHoldingOver()) {
      releaseOneSave();
    }
  }

  private boolean isHoldingOver() {
    synchronized (lock) {
      holding = !held.isEmpty();
      return !holding;
    }
  }

  /** How many saves were carried out, failed keys or not. */
  public long saves() {
    synchronized (lock) {
      return saves;
    }
  }

  /** The ceiling of message ids that is recorded now; 0 when there is none. */
  public long midCeiling() {
    synchronized (lock) {
      return ceiling;
    }
  }

  @Override
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    return inOrder(() -> saveNow(message, expiresAt, pushId, recipients));
  }

  @Override
  public CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    return inOrder(() -> keepNow(message, expiresAt, pushId, keys));
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
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

  private SaveResult saveNow(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    saves++;
    Set<Key> failed = new LinkedHashSet<>();
    List<Conflict> conflicts = new ArrayList<>();
    for (Recipient to : recipients) {
      if (failing.contains(to.key())) {
        failed.add(to.key());
        continue;
      }
      Optional<Conflict> met = messages.conflict(to, expiresAt, pushId);
      met.ifPresent(conflicts::add);
      if (met.filter(conflict -> conflict.kind() != Conflict.Kind.UNSEEN).isEmpty()
          && !messages.save(to, message, expiresAt, pushId)) {
        failed.add(to.key());
      }
    }
    return new SaveResult(failed, conflicts);
  }

  private Map<Key, PushDetail> keepNow(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    Map<Key, PushDetail> kept = new LinkedHashMap<>();
    for (Key key : keys) {
      mids.raiseTo(messages.newest(key));
      long mid = mids.next();
      long known = Mid.plusSeconds(Math.min(mid, mids.now()), -LOOKED_THROUGH_SECONDS);
      Recipient to = new Recipient(key, mid, known);
      if (failing.contains(key)) {
        continue;
      }
      Optional<Conflict> repeated =
          messages
              .conflict(to, expiresAt, pushId)
              .filter(met -> met.kind() == Conflict.Kind.REPEATED);
      if (repeated.isEmpty()) {
        messages.save(to, message, expiresAt, pushId);
      }
      kept.put(
          key,
          new PushDetail(repeated.map(Conflict::mid).orElse(mid), true, 0, repeated.isPresent()));
    }
    return kept;
  }

  private <T> CompletionStage<T> inOrder(Supplier<T> work) {
    synchronized (lock) {
      if (holding) {
        Held<T> save = new Held<>(work, new CompletableFuture<>());
        held.add(save);
        return save.answer();
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
