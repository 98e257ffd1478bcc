/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.ring.KetamaRing;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.message.store.CircuitBreakerStore;
import io.halley.message.store.MessageStore;
import io.halley.testkit.time.MutableClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Appends to several stores, as a message node makes them, and what they must show. */
public final class ShardedAppends {
  private final Map<String, Integer> weights = new LinkedHashMap<>();
  private final List<RunningService> running = new ArrayList<>();
  private final MessageService service;
  private final MutableClock clock;
  private long push;

  /**
   * @param stores by their names in the ring; not opened yet
   */
  public ShardedAppends(MutableClock clock, Map<String, MessageStore> stores) {
    this.clock = clock;
    Map<String, MessageService> services = new LinkedHashMap<>();
    stores.forEach(
        (name, store) -> {
          CircuitBreakerStore guarded = new CircuitBreakerStore(store, Thread::new);
          guarded.open();
          RunningService one = new RunningService(guarded, clock);
          running.add(one);
          services.put(name, one.service());
          weights.put(name, 1);
        });
    service = new ShardedMessageService(weights, services);
  }

  public MessageService service() {
    return service;
  }

  /** Some keys that the ring gives to the store. */
  public List<Key> keysOf(String name, int count) {
    KetamaRing ring = new KetamaRing(weights);
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new Key("key-" + i))
        .filter(key -> ring.owner(key.value()).orElseThrow().equals(name))
        .limit(count)
        .toList();
  }

  /**
   * Asks for an append of the next message to the keys' logs; the keys whose log did not take it.
   */
  public CompletableFuture<Set<Key>> append(List<Key> keys) {
    push++;
    return service
        .append(
            LogEntry.of(Payload.of("1"), clock.instant().getEpochSecond() + 60, push),
            keys.stream().map(key -> new AppendTarget(key, 0)).toList())
        .thenApply(
            appended ->
                keys.stream().filter(key -> !appended.containsKey(key)).collect(Collectors.toSet()))
        .toCompletableFuture();
  }

  public void stop() throws InterruptedException {
    for (RunningService one : running) {
      one.stop();
    }
  }
}
