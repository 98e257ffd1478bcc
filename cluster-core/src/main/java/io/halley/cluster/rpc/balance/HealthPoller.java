/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks nodes each second how they do, on a thread of its own, and notes it in their condition. */
final class HealthPoller implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HealthPoller.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final long STOP_SECONDS = 5;

  private final Supplier<? extends Collection<WeightedNode>> nodes;
  private final Function<String, CompletionStage<Boolean>> health;
  private final Set<NodeHealthState> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "halley-message-health");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param nodes who is asked; looked at each time
   * @param health whether an address serves; never fails, ends after about a second at the latest
   */
  HealthPoller(
      Supplier<? extends Collection<WeightedNode>> nodes,
      Function<String, CompletionStage<Boolean>> health) {
    this.nodes = nodes;
    this.health = health;
  }

  void start() {
    scheduler.scheduleWithFixedDelay(this::poll, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void poll() {
    try {
      nodes.get().forEach(this::ask);
    } catch (RuntimeException e) {
      // else the scheduler would not come again
      LOG.log(Level.ERROR, "the health of message nodes could not be asked", e);
    }
  }

  private void ask(WeightedNode node) {
    if (!underWay.add(node.condition())) {
      return;
    }
    CompletionStage<Boolean> serves = CompletableFuture.completedStage(false);
    for (String address : node.rpc()) {
      serves = serves.thenCombine(health.apply(address), Boolean::logicalOr);
    }
    serves.whenComplete(
        (good, failure) -> {
          underWay.remove(node.condition());
          note(node, failure == null && good);
        });
  }

  private static void note(WeightedNode node, boolean good) {
    if (node.condition().checked(good)) {
      LOG.log(
          good ? Level.INFO : Level.WARNING,
          good ? "The message node {0} serves again." : "The message node {0} does not serve.",
          node.name());
    }
  }

  /** Asks no more, and waits for the thread's end. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      if (!scheduler.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the thread that asks for health did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
