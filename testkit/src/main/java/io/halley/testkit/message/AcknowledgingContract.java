/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.MINUTE;
import static io.halley.testkit.message.MessageServiceContract.get;
import static io.halley.testkit.message.MessageServiceContract.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client has is forgotten, and who has less is told. */
interface AcknowledgingContract extends ServiceContract {
  @Test
  default void acknowledge_forgetsWhatIsUpToTheMid() {
    appendUpTo(5);

    acknowledge(key(), mid(2));

    assertThat(after(key(), 0)).extracting(Message::mid).containsExactly(mid(3), mid(4));
  }

  @Test
  default void acknowledge_missesNothingToWhoAcknowledged_andToNobodyWhoHasMore() {
    appendUpTo(5);

    acknowledge(key(), mid(2));

    assertThat(backlog(mid(2)).complete()).isTrue();
    assertThat(backlog(mid(3)).complete()).isTrue();
    assertThat(backlog(mid(4))).isEqualTo(new Backlog(List.of(), mid(4), true));
    assertThat(backlog(mid(1)).complete()).as("another client of the key").isFalse();
    assertThat(backlog(0).complete()).as("a new client of the key").isFalse();
  }

  @Test
  default void acknowledge_ofAll_leavesNothing_andWhatComesThenIsComplete() {
    appendUpTo(3);
    acknowledge(key(), mid(2));
    assertThat(backlog(mid(2))).isEqualTo(new Backlog(List.of(), mid(2), true));

    append(Payload.of("3"), MINUTE, key(), mid(3));

    assertThat(backlog(mid(2)).messages()).extracting(Message::mid).containsExactly(mid(3));
    assertThat(backlog(mid(2)).complete()).isTrue();
    assertThat(backlog(mid(1)).complete()).isFalse();
  }

  @Test
  default void acknowledge_again_orOfLess_changesNothing() {
    appendUpTo(5);
    acknowledge(key(), mid(2));

    acknowledge(key(), mid(2));
    acknowledge(key(), mid(0));

    assertThat(backlog(mid(2)).messages()).hasSize(2);
    assertThat(backlog(mid(2)).complete()).isTrue();
  }

  @Test
  default void acknowledge_ofAKeyWithoutMessages_losesNothing() {
    acknowledge(key(), mid(7));

    assertThat(backlog(0)).isEqualTo(new Backlog(List.of(), 0, true));
  }

  @Test
  default void acknowledge_ofAMidThatNeverWas_losesNothingThatComes() {
    appendUpTo(2);
    acknowledge(key(), Long.MAX_VALUE);

    append(Payload.of("2"), MINUTE, key(), mid(2));

    assertThat(backlog(mid(1)).messages()).extracting(Message::mid).containsExactly(mid(2));
    assertThat(backlog(mid(1)).complete()).isTrue();
  }

  @Test
  default void acknowledge_ofWhatIsNotStoredBetweenOthers_forgetsThoseBelow() {
    appendUpTo(3);

    acknowledge(key(), mid(1) + 1);

    assertThat(after(key(), 0)).extracting(Message::mid).containsExactly(mid(2));
    assertThat(backlog(mid(1)).complete()).isTrue();
  }

  @Test
  default void acknowledge_ofManyKeys_forgetsOfEachWhatIsItsOwn() {
    int keys = 150;
    List<Key> all = new ArrayList<>();
    List<Acknowledgement> batch = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      Key one = newKey();
      all.add(one);
      for (int n = 0; n < 3; n++) {
        append(Payload.of("1"), MINUTE, one, mid(n));
      }
      batch.add(new Acknowledgement(one, mid(i % 3)));
    }

    get(service().acknowledge(batch));

    for (int i = 0; i < keys; i++) {
      assertThat(after(all.get(i), 0)).hasSize(2 - i % 3);
      assertThat(get(service().after(all.get(i), mid(i % 3))).complete()).isTrue();
    }
  }

  @Test
  default void clientThatAcknowledgesInTime_isNeverBehindTheCap() {
    for (int round = 0; round < 5; round++) {
      long seen = round == 0 ? 0 : mid(round * CAP - 1);
      for (int n = round * CAP; n < (round + 1) * CAP; n++) {
        append(Payload.of("1"), MINUTE, key(), mid(n));
      }
      assertThat(backlog(seen).messages()).hasSize(CAP);
      assertThat(backlog(seen).complete()).isTrue();
      acknowledge(key(), mid((round + 1) * CAP - 1));
    }
  }

  private void appendUpTo(int count) {
    for (int n = 0; n < count; n++) {
      append(Payload.of(String.valueOf(n)), MINUTE, key(), mid(n));
    }
  }

  private void acknowledge(Key of, long mid) {
    get(service().acknowledge(List.of(new Acknowledgement(of, mid))));
  }

  private Backlog backlog(long mid) {
    return get(service().after(key(), mid));
  }
}
