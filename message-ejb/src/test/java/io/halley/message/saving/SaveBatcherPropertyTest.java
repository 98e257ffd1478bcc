/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.SaveResult;
import io.halley.message.store.StoredMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SaveBatcherPropertyTest {
  private record Asked(Key key, long mid) {}

  /** Whatever the lanes, limits and bad messages: each is answered truly, once, and in order. */
  @Property(tries = 200)
  void everyMessage_isAnsweredAsItWasSaved_inTheOrderOfItsKey(
      @ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> keys,
      @ForAll @Size(max = 10) Set<@IntRange(max = 199) Integer> bad,
      @ForAll @IntRange(min = 1, max = 4) int lanes,
      @ForAll @IntRange(min = 1, max = 50) int batchLimit)
      throws InterruptedException {
    ScriptedStore store = new ScriptedStore();
    store.refuse(message -> bad.contains((int) message.mid()));
    SaveBatcher batcher = new SaveBatcher(store, lanes, batchLimit, 1_000, Thread::new);
    List<Asked> asked = new ArrayList<>();
    List<CompletableFuture<Set<Key>>> answers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Asked next = new Asked(new Key("key" + keys.get(i)), i);
      asked.add(next);
      answers.add(
          batcher
              .save(
                  Payload.of("1"),
                  1,
                  Push.UNREPEATED,
                  List.of(new Recipient(next.key(), next.mid())))
              .thenApply(SaveResult::failed)
              .toCompletableFuture());
    }

    Set<Asked> succeeded = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      if (answers.get(i).orTimeout(10, TimeUnit.SECONDS).join().isEmpty()) {
        succeeded.add(asked.get(i));
      }
    }
    assertThat(batcher.stop(Duration.ofSeconds(10))).isTrue();

    List<Asked> saved =
        store.saved().stream().map((StoredMessage m) -> new Asked(m.key(), m.mid())).toList();
    assertThat(saved).doesNotHaveDuplicates();
    assertThat(new HashSet<>(saved)).isEqualTo(succeeded);
    assertThat(succeeded).noneMatch(a -> bad.contains((int) a.mid()));
    assertThat(asked).filteredOn(a -> !bad.contains((int) a.mid())).allMatch(succeeded::contains);
    for (int key = 0; key <= 9; key++) {
      Key each = new Key("key" + key);
      assertThat(saved.stream().filter(a -> a.key().equals(each)).map(Asked::mid)).isSorted();
    }
    assertThat(store.batches()).allMatch(batch -> batch.size() <= batchLimit);
  }
}
