/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AppendBatcherPropertyTest {
  private record Asked(Key key, long push) {}

  /** Whatever the lanes, limits and bad messages: each is answered truly, once, and in order. */
  @Property(tries = 200)
  void everyMessage_isAnsweredAsItWasAppended_inTheOrderOfItsKey(
      @ForAll @Size(max = 200) List<@IntRange(max = 9) Integer> keys,
      @ForAll @Size(max = 10) Set<@IntRange(max = 200) Integer> bad,
      @ForAll @IntRange(min = 1, max = 4) int lanes,
      @ForAll @IntRange(min = 1, max = 50) int batchLimit)
      throws InterruptedException {
    ScriptedStore store = new ScriptedStore();
    store.refuse(message -> bad.contains((int) message.pushId()));
    AppendBatcher batcher =
        new AppendBatcher(
            store, lanes, batchLimit, 1_000, InstantSource.fixed(Instant.EPOCH), Thread::new);
    List<Asked> asked = new ArrayList<>();
    List<CompletableFuture<Map<Key, Appended>>> answers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Asked next = new Asked(new Key("key" + keys.get(i)), i + 1);
      asked.add(next);
      answers.add(
          batcher
              .append(
                  LogEntry.of(Payload.of("1"), 1, next.push()),
                  List.of(new AppendTarget(next.key(), 4L * next.push() - 4)))
              .toCompletableFuture());
    }

    Set<Asked> succeeded = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      Map<Key, Appended> answer = answers.get(i).orTimeout(10, TimeUnit.SECONDS).join();
      Asked each = asked.get(i);
      if (!answer.isEmpty()) {
        assertThat(answer).isEqualTo(Map.of(each.key(), Appended.after(0, 4 * each.push())));
        succeeded.add(each);
      }
    }
    assertThat(batcher.stop(Duration.ofSeconds(10))).isTrue();

    List<Asked> appended =
        store.appended().stream().map((Append m) -> new Asked(m.key(), m.pushId())).toList();
    assertThat(appended).doesNotHaveDuplicates();
    assertThat(new HashSet<>(appended)).isEqualTo(succeeded);
    assertThat(succeeded).noneMatch(a -> bad.contains((int) a.push()));
    assertThat(asked).filteredOn(a -> !bad.contains((int) a.push())).allMatch(succeeded::contains);
    for (int key = 0; key <= 9; key++) {
      Key each = new Key("key" + key);
      assertThat(appended.stream().filter(a -> a.key().equals(each)).map(Asked::push)).isSorted();
    }
    assertThat(store.batches()).allMatch(batch -> batch.size() <= batchLimit);
  }
}
