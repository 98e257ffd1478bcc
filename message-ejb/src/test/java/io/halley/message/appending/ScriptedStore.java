/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.message.store.Append;
import io.halley.message.store.BatchRefusedException;
import io.halley.message.store.MessageStore;
import io.halley.message.store.StoreException;
import io.halley.message.store.TokenHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A store of which only appends are used: it records them, refuses batches that hold a bad message,
 * and can be held back or be down.
 */
public final class ScriptedStore implements MessageStore {
  private final List<List<Append>> batches = new ArrayList<>();
  private final Semaphore passes = new Semaphore(1_000_000);
  private volatile Predicate<Append> bad = message -> false;
  private volatile Function<Append, Optional<Appended>> answer =
      message -> Optional.of(Appended.after(0, message.atLeast()));
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean open;
  private volatile boolean down;
  private volatile boolean faulty;

  /** Batches that hold such a message are refused as a whole. */
  public void refuse(Predicate<Append> refused) {
    bad = refused;
  }

  /** From now on an append that is not refused has these answers. */
  public void answer(Function<Append, Optional<Appended>> answered) {
    answer = answered;
  }

  public void setDown(boolean isDown) {
    down = isDown;
  }

  /** While true, an append throws what no store should. */
  void setFaulty(boolean isFaulty) {
    faulty = isFaulty;
  }

  /** From now on an append waits for {@link #release}. */
  public void hold() {
    passes.drainPermits();
  }

  /** Lets this many batches pass. */
  public void release(int appends) {
    passes.release(appends);
  }

  public boolean isSomeoneWaiting() {
    return passes.hasQueuedThreads();
  }

  /** The batches that were appended, in order. */
  synchronized List<List<Append>> batches() {
    return List.copyOf(batches);
  }

  /** The messages that were appended, or answered otherwise, in order. */
  public List<Append> appended() {
    return batches().stream().flatMap(List::stream).toList();
  }

  /** How many batches were asked for. */
  public int asked() {
    return asked.get();
  }

  @Override
  public List<Optional<Appended>> append(List<Append> batch) {
    asked.incrementAndGet();
    passes.acquireUninterruptibly();
    if (faulty) {
      throw new IllegalArgumentException("a fault");
    }
    if (down) {
      throw new StoreException("the scripted store is down", new IllegalStateException("down"));
    }
    if (batch.stream().anyMatch(bad)) {
      throw new BatchRefusedException("a bad message", new IllegalStateException("bad"));
    }
    synchronized (this) {
      batches.add(List.copyOf(batch));
    }
    return batch.stream().map(answer).toList();
  }

  @Override
  public String where() {
    return "a test";
  }

  @Override
  public void open() {
    check();
    open = true;
  }

  public boolean isOpen() {
    return open;
  }

  @Override
  public void check() {
    if (down) {
      throw new StoreException("the scripted store is down", new IllegalStateException("down"));
    }
  }

  @Override
  public Backlog after(Key key, long mid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void acknowledge(List<Acknowledgement> batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Key key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int deleteExpired(int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addToken(Key key, TokenHash token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TokenCheck useToken(Key key, TokenHash token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long raiseMidCeiling(long ceiling) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
