/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.get;
import static io.halley.testkit.message.MessageServiceContract.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * When a backlog is complete. The mids of a test lie a second apart and before its clock's time, so
 * that whatever a message's expiry, it was saved before that.
 */
interface BacklogContract extends ServiceContract {
  @Test
  default void backlog_ofAKeyThatNeverHadAMessage_isComplete() {
    Ids ids = new Ids(this);

    assertThat(ids.after(0)).isEqualTo(new Backlog(List.of(), true));
    assertThat(ids.after(ids.mid(0)).complete()).isTrue();
    assertThat(ids.after(Long.MAX_VALUE).complete()).isTrue();
  }

  @Test
  default void backlog_whereNothingWasLost_isComplete() {
    Ids ids = new Ids(this);
    ids.save(0, CAP, 600);

    for (int seen = 0; seen < CAP; seen++) {
      Backlog backlog = ids.after(ids.mid(seen));
      assertThat(backlog.messages()).hasSize(CAP - 1 - seen);
      assertThat(backlog.complete()).isTrue();
    }
    assertThat(ids.after(0).messages()).hasSize(CAP);
    assertThat(ids.after(0).complete()).isTrue();
  }

  @Test
  default void backlog_ofMoreThanTheCap_isCompleteAfterTheLastThatWasCapped() {
    Ids ids = new Ids(this);
    int capped = 3 * CAP;
    ids.save(0, capped + CAP, 600);

    assertThat(ids.after(0).complete()).isFalse();
    for (int seen = 0; seen < capped - 1; seen += 7) {
      assertThat(ids.after(ids.mid(seen)).complete()).as("after " + seen).isFalse();
    }
    assertThat(ids.after(ids.mid(capped - 2)).complete()).isFalse();
    assertThat(ids.after(ids.mid(capped - 1)).complete()).isTrue();
    assertThat(ids.after(ids.mid(capped - 1)).messages()).hasSize(CAP);
    assertThat(ids.after(ids.mid(capped)).complete()).isTrue();
  }

  @Test
  default void backlog_ofOneMoreThanTheCap_isNotComplete() {
    Ids ids = new Ids(this);
    ids.save(0, CAP + 1, 600);

    assertThat(ids.after(0).messages()).hasSize(CAP);
    assertThat(ids.after(0).complete()).isFalse();
    assertThat(ids.after(ids.mid(0)).complete()).isTrue();
  }

  @Test
  default void backlog_whereAllIsExpired_isNotComplete_howeverOftenItIsRead() {
    Ids ids = new Ids(this);
    ids.save(0, 3, 10);
    clock().advance(Duration.ofSeconds(10));

    for (int reads = 0; reads < 3; reads++) {
      assertThat(ids.after(0)).isEqualTo(new Backlog(List.of(), false));
      assertThat(ids.after(ids.mid(1)).complete()).isFalse();
      assertThat(ids.after(ids.mid(2)).complete()).isTrue();
    }
  }

  @Test
  default void backlog_whereSomeIsExpired_isCompleteAfterThat() {
    Ids ids = new Ids(this);
    ids.save(0, 2, 600);
    ids.save(2, 1, 10);
    ids.save(3, 2, 600);
    clock().advance(Duration.ofSeconds(10));

    for (int reads = 0; reads < 3; reads++) {
      assertThat(ids.after(ids.mid(1)).messages())
          .extracting(Message::mid)
          .containsExactly(ids.mid(3), ids.mid(4));
      assertThat(ids.after(ids.mid(1)).complete()).isFalse();
      assertThat(ids.after(0).complete()).isFalse();
      assertThat(ids.after(ids.mid(2)).complete()).isTrue();
    }
  }

  @Test
  default void backlog_savedAfterAllExpired_isCompleteAfterWhatExpired() {
    Ids ids = new Ids(this);
    ids.save(0, 2, 10);
    clock().advance(Duration.ofSeconds(10));
    ids.save(2, 2, 600);

    assertThat(ids.after(0).complete()).isFalse();
    assertThat(ids.after(ids.mid(0)).complete()).isFalse();
    assertThat(ids.after(ids.mid(1)).complete()).isTrue();
    assertThat(ids.after(ids.mid(1)).messages()).hasSize(2);
  }

  @Test
  default void backlog_ofMessagesThatExpireAtOnce_isNotComplete() {
    Ids ids = new Ids(this);
    ids.save(0, 1, 0);

    assertThat(ids.after(0).complete()).isFalse();
    assertThat(ids.after(ids.mid(0)).complete()).isTrue();
  }

  @Test
  default void backlog_afterADelete_isNotComplete() {
    Ids ids = new Ids(this);
    ids.save(0, 3, 600);
    get(service().delete(ids.key));

    assertThat(ids.after(0)).isEqualTo(new Backlog(List.of(), false));
    assertThat(ids.after(ids.mid(1)).complete()).isFalse();
    assertThat(ids.after(ids.mid(2)).complete()).isTrue();
  }

  @Test
  default void backlog_savedAfterADelete_isCompleteAfterWhatWasDeleted() {
    Ids ids = new Ids(this);
    ids.save(0, 3, 600);
    get(service().delete(ids.key));
    ids.save(3, 2, 600);

    assertThat(ids.after(ids.mid(1)).messages()).hasSize(2);
    assertThat(ids.after(ids.mid(1)).complete()).isFalse();
    assertThat(ids.after(ids.mid(2)).complete()).isTrue();
    assertThat(ids.after(ids.mid(3)).complete()).isTrue();
  }

  @Test
  default void backlog_afterADeleteOfNothing_isComplete() {
    Ids ids = new Ids(this);
    get(service().delete(ids.key));

    assertThat(ids.after(0).complete()).isTrue();
  }

  @Test
  default void backlog_ofOneKey_doesNotMissWhatAnotherLost() {
    Ids ids = new Ids(this);
    Ids others = new Ids(this);
    ids.save(0, 1, 600);
    others.save(0, 2 * CAP, 600);
    get(service().delete(others.key));

    assertThat(ids.after(0).complete()).isTrue();
  }

  /** One test's key and mids. */
  final class Ids {
    private static final int MOST = 10 * CAP;

    final Key key = newKey();
    private final BacklogContract contract;
    private final long first;

    Ids(BacklogContract contract) {
      this.contract = contract;
      this.first = Mid.at(contract.clock().instant().minusSeconds(MOST));
    }

    long mid(int n) {
      return Mid.plusSeconds(first, n);
    }

    /** Saves so many messages, one after the other. */
    void save(int from, int count, long expireSeconds) {
      long expiry = contract.clock().instant().getEpochSecond() + expireSeconds;
      LongStream.range(from, from + count)
          .forEach(
              n ->
                  assertThat(
                          get(
                              contract
                                  .service()
                                  .save(
                                      Payload.of(String.valueOf(n)),
                                      expiry,
                                      List.of(new Recipient(key, mid((int) n))))))
                      .isEmpty());
    }

    Backlog after(long mid) {
      return get(contract.service().findAfter(key, mid));
    }
  }
}
