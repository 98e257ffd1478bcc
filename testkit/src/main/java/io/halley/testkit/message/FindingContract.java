/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is found after a mid. */
interface FindingContract extends ServiceContract {
  @Test
  default void findAfter_keyWithoutMessages_isEmpty() {
    assertThat(findAfter(key(), 0)).isEmpty();
  }

  @Test
  default void findAfter_aMid_leavesItAndWhatIsBelowOut() {
    for (int i = 0; i < 5; i++) {
      save(Payload.of("1"), MINUTE, key(), mid(i));
    }

    assertThat(findAfter(key(), mid(2))).extracting(Message::mid).containsExactly(mid(3), mid(4));
    assertThat(findAfter(key(), mid(2) - 1)).hasSize(3);
    assertThat(findAfter(key(), mid(4))).isEmpty();
    assertThat(findAfter(key(), Long.MAX_VALUE)).isEmpty();
  }

  @Test
  default void findAfter_largestMids_areExact() {
    long large = (1L << 55) - 8;
    save(Payload.of("1"), MINUTE, key(), large);
    save(Payload.of("2"), MINUTE, key(), large + 4);

    assertThat(findAfter(key(), large - 4)).hasSize(2);
    assertThat(findAfter(key(), large)).extracting(Message::mid).containsExactly(large + 4);
  }

  @Test
  default void findAfter_moreThanTheCap_isTheNewest() {
    for (int i = 0; i < CAP + 15; i++) {
      save(Payload.of("1"), MINUTE, key(), mid(i));
    }

    assertThat(findAfter(key(), 0))
        .extracting(Message::mid)
        .containsExactlyElementsOf(IntStream.range(15, CAP + 15).mapToObj(i -> mid(i)).toList());
  }

  @Test
  default void findAfter_expiredMessages_areGone() {
    save(Payload.of("\"short\""), 10, key(), mid(0));
    save(Payload.of("\"long\""), 100, key(), mid(1));
    save(Payload.of("\"short again\""), 10, key(), mid(2));

    clock().advance(Duration.ofSeconds(9));
    assertThat(findAfter(key(), 0)).hasSize(3);

    clock().advance(Duration.ofSeconds(1));
    assertThat(findAfter(key(), 0)).extracting(m -> m.payload().text()).containsExactly("\"long\"");

    clock().advance(Duration.ofSeconds(90));
    assertThat(findAfter(key(), 0)).isEmpty();
  }
}
