/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that fails at once while it is away: after one call that failed, all others fail without
 * being made, until the store has answered a check of its own. Nobody's call is what finds out.
 * Safe for any thread, and adds no wait to a call.
 */
public final class CircuitBreakerStore implements MessageStore {
  private static final System.Logger LOG = System.getLogger(CircuitBreakerStore.class.getName());
  private static final Duration CHECK_EVERY = Duration.ofMillis(500);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final MessageStore store;
  private final ScheduledThreadPoolExecutor checks;

  /** Why the store is away; null while it is not. */
  private volatile @Nullable StoreException away;

  private volatile boolean opened;

  /**
   * @param store closed with this one
   * @param threads makes the thread that checks, which must be allowed to call the store
   */
  public CircuitBreakerStore(MessageStore store, ThreadFactory threads) {
    this.store = store;
    checks = new ScheduledThreadPoolExecutor(1, threads);
    // idle, there is no thread
    checks.setKeepAliveTime(1, TimeUnit.SECONDS);
    checks.allowCoreThreadTimeOut(true);
    checks.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public String where() {
    return store.where();
  }

  /**
   * Opens the store. Where that fails, it is tried again until it succeeds, and until then the
   * store is away.
   */
  @Override
  public void open() {
    guarded(
        () -> {
          store.open();
          opened = true;
          return true;
        });
  }

  @Override
  public void check() {
    guarded(
        () -> {
          store.check();
          return true;
        });
  }

  @Override
  public List<Optional<Appended>> append(List<Append> batch) {
    return guarded(() -> store.append(batch));
  }

  @Override
  public Backlog after(Key key, long mid) {
    return guarded(() -> store.after(key, mid));
  }

  @Override
  public void delete(Key key) {
    guarded(
        () -> {
          store.delete(key);
          return true;
        });
  }

  @Override
  public void acknowledge(List<Acknowledgement> batch) {
    guarded(
        () -> {
          store.acknowledge(batch);
          return true;
        });
  }

  @Override
  public int deleteExpired(int limit) {
    return guarded(() -> store.deleteExpired(limit));
  }

  @Override
  public boolean addToken(Key key, TokenHash token) {
    return guarded(() -> store.addToken(key, token));
  }

  @Override
  public TokenCheck useToken(Key key, TokenHash token) {
    return guarded(() -> store.useToken(key, token));
  }

  @Override
  public long raiseMidCeiling(long ceiling) {
    return guarded(() -> store.raiseMidCeiling(ceiling));
  }

  /** Waits for a check that is under way; it is not interrupted, as no call to a store is. */
  @Override
  public void close() {
    checks.shutdown();
    try {
      if (!checks.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "{0} is closed while it is being checked.", where());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      store.close();
    }
  }

  private <T> T guarded(Supplier<T> call) {
    StoreException why = away;
    if (why != null) {
      throw new StoreException(String.valueOf(why.getMessage()), why);
    }
    try {
      return call.get();
    } catch (BatchRefusedException e) {
      // the store is well
      throw e;
    } catch (StoreException e) {
      leave(e);
      throw e;
    }
  }

  private synchronized void leave(StoreException why) {
    if (away == null) {
      away = why;
      // at once: it may have been that call alone
      check(Duration.ZERO);
    }
  }

  private void check(Duration after) {
    try {
      var unused = checks.schedule(this::tryAgain, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "a store that is being closed is not checked", e);
    }
  }

  private void tryAgain() {
    try {
      if (opened) {
        store.check();
      } else {
        store.open();
        opened = true;
      }
      away = null;
      LOG.log(Level.DEBUG, "{0} answers again.", where());
    } catch (StoreException e) {
      away = e;
      check(CHECK_EVERY);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A store could not be checked.", e);
      check(CHECK_EVERY);
    }
  }
}
