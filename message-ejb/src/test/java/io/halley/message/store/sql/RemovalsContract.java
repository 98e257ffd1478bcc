/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are removed while others are appended. */
interface RemovalsContract {
  TestDatabase database();

  MutableClock clock();

  @ParameterizedTest
  @ValueSource(strings = {"acknowledged", "deleted", "swept"})
  default void appends_whileMessagesAreRemoved_eachNameTheOneBefore(String how) {
    Retention retention = new Retention(clock(), 5, Duration.ofDays(1));
    SqlMessageStore store = database().open(retention);
    SqlMessageStore remover = database().open(retention);
    Key key = new Key("removed-" + UUID.randomUUID());
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> removals =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                removal(how, key).accept(remover);
              }
            });

    long previous = 0;
    try {
      for (int push = 1; push <= 200 && !removals.isDone(); push++) {
        Append next = new Append(key, Mid.at(clock().instant()), entry(push));
        Appended appended = store.append(List.of(next)).get(0).orElseThrow();
        assertThat(appended).isEqualTo(Appended.after(previous, appended.mid()));
        assertThat(appended.mid()).isGreaterThan(previous);
        previous = appended.mid();
      }
    } finally {
      done.set(true);
      removals.orTimeout(60, TimeUnit.SECONDS).join();
    }
    removal(how, key).accept(remover);
    assertThat(store.after(key, 0).messages()).isEmpty();
    assertThat(store.after(key, 0)).matches(left -> !left.complete(), "incomplete");
    assertThat(store.after(key, previous)).matches(left -> left.complete(), "complete");
    assertThat(store.after(key, 0).head()).isEqualTo(previous);
  }

  /** One in seven is not written, one in five asked for again, and all are expired at once. */
  private LogEntry entry(int push) {
    long expiresAt = push % 7 == 0 ? LogEntry.NOT_KEPT : clock().instant().getEpochSecond();
    return new LogEntry(Payload.of("1"), expiresAt, push, push % 5 == 0);
  }

  private static Consumer<SqlMessageStore> removal(String how, Key key) {
    return switch (how) {
      case "acknowledged" ->
          store -> store.acknowledge(List.of(new Acknowledgement(key, Long.MAX_VALUE)));
      case "deleted" -> store -> store.delete(key);
      default -> store -> store.deleteExpired(1_000);
    };
  }
}
