/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Keys;
import io.halley.cluster.rpc.CometService;
import io.halley.web.route.CometRouter;
import io.halley.web.route.Routes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells comet nodes what was appended without them because they could not be asked, as soon as they
 * can: their subscribers are still connected, and would else have to wait for the key's next stored
 * push. It is tried for an hour: a node that is away loses its keys in seconds, and its subscribers
 * resume elsewhere; but one that only this node does not reach keeps both. Where there is no room
 * for more, what has waited for two minutes goes. Safe for any thread.
 */
public final class AppendNotices implements Consumer<Map<Key, Long>> {
  /** What may wait to be told; a subscriber of a key beyond it waits for the next stored push. */
  static final int MOST_KEYS = 100_000;

  static final Duration TOLD_WITHIN = Duration.ofHours(1);
  static final Duration TOLD_WITHOUT_ROOM_WITHIN = Duration.ofMinutes(2);
  private static final int KEYS_A_CALL = 1_000;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Logger LOG = System.getLogger(AppendNotices.class.getName());

  /** The highest mid that was appended to a key's log, and when. */
  private record Notice(long mid, long nanos) {
    Notice and(Notice other) {
      return new Notice(Math.max(mid, other.mid), Math.max(nanos, other.nanos));
    }
  }

  private final CometRouter router;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Key, Notice> untold = new ConcurrentHashMap<>();
  private CompletableFuture<?> telling = CompletableFuture.completedFuture(null); // the timer's

  /**
   * @param nanoTime of any origin
   */
  public AppendNotices(CometRouter router, LongSupplier nanoTime) {
    this.router = router;
    this.nanoTime = nanoTime;
  }

  /**
   * Begins to tell what there is, every second.
   *
   * @param timer stays its owner's, who ends the telling with it; it is never blocked
   */
  public void tellBy(ScheduledExecutorService timer) {
    var unused =
        timer.scheduleWithFixedDelay(
            this::tell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The key's node is to be told of these: the highest mid that was appended, by key. */
  @Override
  public void accept(Map<Key, Long> mids) {
    long now = nanoTime.getAsLong();
    mids.forEach(
        (key, mid) -> {
          if (untold.size() < MOST_KEYS || untold.containsKey(key)) {
            untold.merge(key, new Notice(mid, now), Notice::and);
          }
        });
  }

  /** Tells what is untold, unless the last time is not over. */
  void tell() {
    try {
      forget(untold.size() < MOST_KEYS ? TOLD_WITHIN : TOLD_WITHOUT_ROOM_WITHIN);
      if (untold.isEmpty() || !telling.isDone()) {
        return;
      }
      Map<Key, Notice> due = Keys.mapOf(untold);
      List<CompletableFuture<?>> calls = new ArrayList<>();
      for (Routes.Route route : router.routes(due.keySet()).owned()) {
        List<Key> keys = route.keys();
        for (int from = 0; from < keys.size(); from += KEYS_A_CALL) {
          Map<Key, Notice> part = new HashMap<>();
          for (Key key : keys.subList(from, Math.min(from + KEYS_A_CALL, keys.size()))) {
            part.put(key, Objects.requireNonNull(due.get(key)));
          }
          calls.add(tell(route.service(), part));
        }
      }
      telling = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    } catch (RuntimeException e) {
      // a timer's task that throws is not run again
      LOG.log(Level.ERROR, "notices could not be given, for a reason that was not foreseen", e);
    }
  }

  private void forget(Duration after) {
    long oldest = nanoTime.getAsLong() - after.toNanos();
    untold.values().removeIf(notice -> notice.nanos - oldest < 0);
  }

  private CompletableFuture<?> tell(CometService comet, Map<Key, Notice> notices) {
    Map<Key, Long> mids = new HashMap<>();
    notices.forEach((key, notice) -> mids.put(key, notice.mid()));
    return comet
        .appended(mids)
        .handle(
            (moved, failure) -> {
              if (failure == null) {
                // what was appended meanwhile is still to be told
                notices.forEach(
                    (key, told) ->
                        untold.computeIfPresent(
                            key, (k, now) -> now.equals(told) && !moved.contains(k) ? null : now));
              } else {
                LOG.log(Level.DEBUG, "notices are given later: {0}", failure.getMessage());
              }
              return moved;
            })
        .toCompletableFuture();
  }

  /** How many keys are untold. */
  int untold() {
    return untold.size();
  }
}
