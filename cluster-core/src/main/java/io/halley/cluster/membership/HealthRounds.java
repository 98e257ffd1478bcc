/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.membership;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * How the instances are, by their RPC addresses. At most one question is open for an instance. All
 * on one thread.
 */
final class HealthRounds {
  private final NodeHealth health;
  private final Executor thread;
  private final LongSupplier nanoTime;
  private final long patience;
  private final Runnable changed;
  private final Map<List<String>, State> states = new HashMap<>();

  /**
   * @param thread on which everything happens
   * @param patience nanoseconds after which a question that is still open counts as a failure
   * @param changed is called when an answer is another one than the one before
   */
  HealthRounds(
      NodeHealth health, Executor thread, LongSupplier nanoTime, long patience, Runnable changed) {
    this.health = health;
    this.thread = thread;
    this.nanoTime = nanoTime;
    this.patience = patience;
    this.changed = changed;
  }

  /** Asks each of these that is not being asked already, and forgets all others. */
  void ask(Collection<List<String>> instances) {
    states.keySet().retainAll(Set.copyOf(instances));
    for (List<String> instance : instances) {
      State state = states.computeIfAbsent(instance, rpc -> new State());
      if (!state.open) {
        state.open = true;
        state.asked = nanoTime.getAsLong();
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
    boolean overdue = state.open && nanoTime.getAsLong() - state.asked > patience;
    return overdue ? Health.FAILING : state.last;
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
    if (state.last != before) {
      changed.run();
    }
  }

  private static final class State {
    private Health last = Health.UNKNOWN;
    private boolean open;
    private long asked;
  }
}
