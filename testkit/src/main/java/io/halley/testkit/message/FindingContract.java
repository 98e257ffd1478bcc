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
  default void after_keyWithoutMessages_isEmpty() {
    assertThat(after(key(), 0)).isEmpty();
  }

  @Test
  default void after_aMid_leavesItAndWhatIsBelowOut() {
    for (int i = 0; i < 5; i++) {
      append(Payload.of("1"), MINUTE, key(), mid(i));
    }

    assertThat(after(key(), mid(2))).extracting(Message::mid).containsExactly(mid(3), mid(4));
    assertThat(after(key(), mid(2) - 1)).hasSize(3);
    assertThat(after(key(), mid(4))).isEmpty();
    assertThat(after(key(), Long.MAX_VALUE)).isEmpty();
  }

  @Test
  default void after_largestMids_areExact() {
    long large = (1L << 55) - 8;
    append(Payload.of("1"), MINUTE, key(), large);
    append(Payload.of("2"), MINUTE, key(), large + 4);

    assertThat(after(key(), large - 4)).hasSize(2);
    assertThat(after(key(), large)).extracting(Message::mid).containsExactly(large + 4);
  }

  @Test
  default void after_moreThanTheCap_isTheNewest() {
    for (int i = 0; i < CAP + 15; i++) {
      append(Payload.of("1"), MINUTE, key(), mid(i));
    }

    assertThat(after(key(), 0))
        .extracting(Message::mid)
        .containsExactlyElementsOf(IntStream.range(15, CAP + 15).mapToObj(i -> mid(i)).toList());
  }

  @Test
  default void after_expiredMessages_areGone() {
    append(Payload.of("\"short\""), 10, key(), mid(0));
    append(Payload.of("\"long\""), 100, key(), mid(1));
    append(Payload.of("\"short again\""), 10, key(), mid(2));

    clock().advance(Duration.ofSeconds(9));
    assertThat(after(key(), 0)).hasSize(3);

    clock().advance(Duration.ofSeconds(1));
    assertThat(after(key(), 0)).extracting(m -> m.payload().text()).containsExactly("\"long\"");

    clock().advance(Duration.ofSeconds(90));
    assertThat(after(key(), 0)).isEmpty();
  }
}
