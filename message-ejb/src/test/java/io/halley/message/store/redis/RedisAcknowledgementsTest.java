/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Retention;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of what clients have. */
class RedisAcknowledgementsTest extends RedisLog {
  @Test
  void acknowledge_leavesWhatMayBeRepeated_toALaterCall() {
    append(1, 3_600);
    append(2, 3_600);
    append(3, 3_600);
    acknowledge(2);
    assertThat(client.zcard(NAME)).isEqualTo(3);
    assertThat(notes()).containsEntry("gone", mid(2)).containsEntry("lost", mid(2));
    assertThat(mids()).containsExactly(at(3));

    clock.advance(Retention.REPEATED_WITHIN.plusSeconds(1));
    acknowledge(1);
    assertThat(client.zcard(NAME)).isEqualTo(2);
    acknowledge(3);

    assertThat(client.exists(NAME)).isFalse();
    assertThat(notes()).containsEntry("gone", mid(3)).containsEntry("lost", mid(3));
    assertThat(store.after(KEY, at(3))).isEqualTo(new Backlog(List.of(), at(3), true));
  }

  @Test
  void acknowledge_ofMoreThanThereIs_hidesNothingThatComesBelowIt() {
    append(1, 60);
    acknowledge(5);
    append(2, 60);

    assertThat(notes()).containsEntry("gone", mid(1));
    assertThat(mids()).containsExactly(at(2));
    assertThat(complete(1)).isTrue();
  }

  @Test
  void acknowledge_ofNothing_notesNothing() {
    acknowledge(5);
    append(Appends.of(KEY, at(1), LogEntry.NOT_KEPT));
    acknowledge(5);

    assertThat(notes()).containsOnlyKeys("given", "until");
  }

  @Test
  void whatClientsHave_isDisplacedByTheCapFirst() {
    for (int n = 1; n <= CAP; n++) {
      append(n, 60);
    }
    acknowledge(CAP);
    for (int n = CAP + 1; n <= 2 * CAP; n++) {
      append(n, 60);
    }

    assertThat(client.zcard(NAME)).isEqualTo(CAP);
    assertThat(mids()).hasSize(CAP);
    assertThat(complete(CAP)).isTrue();
  }
}
