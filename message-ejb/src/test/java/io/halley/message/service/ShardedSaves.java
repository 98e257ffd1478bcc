/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.ring.KetamaRing;
import io.halley.cluster.rpc.MessageService;
import io.halley.message.store.GuardedStore;
import io.halley.message.store.MessageStore;
import io.halley.testkit.time.MutableClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Saves over several stores, as a message node makes them, and what they must show. */
public final class ShardedSaves {
  private final Map<String, Integer> weights = new LinkedHashMap<>();
  private final List<RunningService> running = new ArrayList<>();
  private final MessageService service;
  private final MutableClock clock;
  private long mid = 4;

  /**
   * @param stores by their names in the ring; not opened yet
   */
  public ShardedSaves(MutableClock clock, Map<String, MessageStore> stores) {
    this.clock = clock;
    Map<String, MessageService> services = new LinkedHashMap<>();
    stores.forEach(
        (name, store) -> {
          GuardedStore guarded = new GuardedStore(store, Thread::new);
          guarded.open();
          RunningService one = new RunningService(guarded, clock);
          running.add(one);
          services.put(name, one.service());
          weights.put(name, 1);
        });
    service = new RingMessages(weights, services);
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

  /** Asks for a save of the next message for the keys; the keys that failed. */
  public CompletableFuture<Set<Key>> save(List<Key> keys) {
    mid += 4;
    long own = mid;
    List<Recipient> recipients = keys.stream().map(key -> new Recipient(key, own)).toList();
    return service
        .save(Payload.of("1"), clock.instant().getEpochSecond() + 60, recipients)
        .toCompletableFuture();
  }

  public void stop() throws InterruptedException {
    for (RunningService one : running) {
      one.stop();
    }
  }
}
