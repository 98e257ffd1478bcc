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
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * When a backlog is complete. The mids of a test lie a second apart and above those of its clock's
 * time, so that they are what the test says.
 */
interface BacklogContract extends ServiceContract {
  @Test
  default void backlog_ofAKeyThatNeverHadAMessage_isComplete() {
    Ids ids = new Ids(this);

    ids.holdsNothing(0, true);
    assertThat(ids.after(ids.mid(0)).complete()).isTrue();
    assertThat(ids.after(Long.MAX_VALUE).complete()).isTrue();
  }

  @Test
  default void backlog_whereNothingWasLost_isComplete() {
    Ids ids = new Ids(this);
    ids.append(0, CAP, 600);

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
    ids.append(0, capped + CAP, 600);

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
    ids.append(0, CAP + 1, 600);

    assertThat(ids.after(0).messages()).hasSize(CAP);
    assertThat(ids.after(0).complete()).isFalse();
    assertThat(ids.after(ids.mid(0)).complete()).isTrue();
  }

  @Test
  default void backlog_whereAllIsExpired_isNotComplete_howeverOftenItIsRead() {
    Ids ids = new Ids(this);
    ids.append(0, 3, 10);
    clock().advance(Duration.ofSeconds(10));

    for (int reads = 0; reads < 3; reads++) {
      ids.holdsNothing(0, false);
      assertThat(ids.after(ids.mid(1)).complete()).isFalse();
      assertThat(ids.after(ids.mid(2)).complete()).isTrue();
    }
  }

  @Test
  default void backlog_whereSomeIsExpired_isCompleteAfterThat() {
    Ids ids = new Ids(this);
    ids.append(0, 2, 600);
    ids.append(2, 1, 10);
    ids.append(3, 2, 600);
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
    ids.append(0, 2, 10);
    clock().advance(Duration.ofSeconds(10));
    ids.append(2, 2, 600);

    assertThat(ids.after(0).complete()).isFalse();
    assertThat(ids.after(ids.mid(0)).complete()).isFalse();
    assertThat(ids.after(ids.mid(1)).complete()).isTrue();
    assertThat(ids.after(ids.mid(1)).messages()).hasSize(2);
  }

  @Test
  default void backlog_ofMessagesThatExpireAtOnce_isNotComplete() {
    Ids ids = new Ids(this);
    ids.append(0, 1, 0);

    assertThat(ids.after(0).complete()).isFalse();
    assertThat(ids.after(ids.mid(0)).complete()).isTrue();
  }

  @Test
  default void backlog_afterADelete_isNotComplete() {
    Ids ids = new Ids(this);
    ids.append(0, 3, 600);
    get(service().delete(ids.key));

    ids.holdsNothing(0, false);
    assertThat(ids.after(ids.mid(1)).complete()).isFalse();
    assertThat(ids.after(ids.mid(2)).complete()).isTrue();
  }

  @Test
  default void backlog_savedAfterADelete_isCompleteAfterWhatWasDeleted() {
    Ids ids = new Ids(this);
    ids.append(0, 3, 600);
    get(service().delete(ids.key));
    ids.append(3, 2, 600);

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
    ids.append(0, 1, 600);
    others.append(0, 2 * CAP, 600);
    get(service().delete(others.key));

    assertThat(ids.after(0).complete()).isTrue();
  }

  /** One test's key and mids. */
  final class Ids {
    final Key key = newKey();
    private final BacklogContract contract;
    private final long first;

    Ids(BacklogContract contract) {
      this.contract = contract;
      this.first = Mid.plusSeconds(Mid.at(contract.clock().instant()), 3_600);
    }

    long mid(int n) {
      return Mid.plusSeconds(first, n);
    }

    /** Appends so many messages, one after the other. */
    void append(int from, int count, long expireSeconds) {
      for (int n = from; n < from + count; n++) {
        contract.append(Payload.of(String.valueOf(n)), expireSeconds, key, mid(n));
      }
    }

    void holdsNothing(long after, boolean complete) {
      assertThat(after(after).messages()).isEmpty();
      assertThat(after(after).complete()).isEqualTo(complete);
    }

    Backlog after(long mid) {
      return get(contract.service().after(key, mid));
    }
  }
}
