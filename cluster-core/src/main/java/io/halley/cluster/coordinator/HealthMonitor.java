/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the instances are, by their RPC addresses, and since when those that fail do. At most one
 * question is open for an instance. All on one thread.
 */
final class HealthMonitor {
  private final NodeHealth health;
  private final Executor thread;
  private final LongSupplier nanoTime;
  private final long patience;
  private final long gap;
  private final Runnable changed;
  private final Map<List<String>, State> states = new HashMap<>();
  private long lastRound;

  /**
   * @param thread on which everything happens
   * @param patience nanoseconds after which a question that is still open counts as a failure
   * @param gap nanoseconds between two rounds after which nothing is known of the time between
   * @param changed is called when an answer is another one than the one before
   */
  HealthMonitor(
      NodeHealth health,
      Executor thread,
      LongSupplier nanoTime,
      long patience,
      long gap,
      Runnable changed) {
    this.health = health;
    this.thread = thread;
    this.nanoTime = nanoTime;
    this.patience = patience;
    this.gap = gap;
    this.changed = changed;
    lastRound = nanoTime.getAsLong();
  }

  /** Asks each of these that is not being asked already, and forgets all others. */
  void ask(Collection<List<String>> instances) {
    long now = nanoTime.getAsLong();
    if (now - lastRound > gap) {
      states.values().forEach(state -> state.failingSince = null);
    }
    lastRound = now;
    states.keySet().retainAll(Set.copyOf(instances));
    for (List<String> instance : instances) {
      State state = states.computeIfAbsent(instance, rpc -> new State());
      if (!state.open) {
        state.open = true;
        state.asked = now;
        isAnyServing(instance)
            .whenComplete(
                (serving, failure) ->
                    thread.execute(() -> answered(state, failure == null && serving)));
      }
    }
  }

  Health of(List<String> instance) {
    State state = states.get(instance);
    if (state == null) {
      return Health.UNKNOWN;
    }
    return isOverdue(state) ? Health.FAILING : state.last;
  }

  /** When it began to fail, in nanoseconds of the clock; empty while it does not, or not known. */
  Optional<Long> failingSince(List<String> instance) {
    State state = states.get(instance);
    if (state == null) {
      return Optional.empty();
    }
    if (state.failingSince == null && isOverdue(state)) {
      return Optional.of(state.asked + patience);
    }
    return Optional.ofNullable(state.failingSince);
  }

  private boolean isOverdue(State state) {
    return state.open && nanoTime.getAsLong() - state.asked > patience;
  }

  private CompletionStage<Boolean> isAnyServing(List<String> addresses) {
    CompletionStage<Boolean> any = CompletableFuture.completedStage(false);
    for (String address : addresses) {
      any =
          any.thenCompose(
              serving ->
                  serving
                      ? CompletableFuture.completedStage(true)
                      : health.isServing(address).exceptionally(failure -> false));
    }
    return any;
  }

  private void answered(State state, boolean serving) {
    Health before = state.last;
    state.open = false;
    state.last = serving ? Health.SERVING : Health.FAILING;
    if (serving) {
      state.failingSince = null;
    } else if (state.failingSince == null) {
      state.failingSince = nanoTime.getAsLong();
    }
    if (state.last != before) {
      changed.run();
    }
  }

  private static final class State {
    private Health last = Health.UNKNOWN;
    private boolean open;
    private long asked;
    private @Nullable Long failingSince;
  }
}
