/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.message.store.Retention;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the replaced system left in Redis, or still puts there: it is a log like any other. */
class ReplacedSystemTest extends RedisLog {
  @Test
  void setOfTheReplacedSystem_isReadAndAppendedTo_whateverItsMids() {
    addAsTheReplacedSystem(at(1) + 2);
    addAsTheReplacedSystem(at(2) + 2);
    assertThat(mids()).containsExactly(at(1) + 2, at(2) + 2);
    assertThat(store.after(KEY, 0).head()).isEqualTo(at(2) + 2);
    assertThat(store.after(KEY, at(5)).head()).isEqualTo(at(2) + 2);

    assertThat(append(Appends.again(KEY, at(1), expiry(60), 7)))
        .isEqualTo(Appended.after(at(2) + 2, at(3)));

    assertThat(mids()).containsExactly(at(1) + 2, at(2) + 2, at(3));
    assertThat(store.after(KEY, 0).head()).isEqualTo(at(3));
  }

  @Test
  void setOfTheReplacedSystem_ofOddMids_isReadAndAppendedTo() {
    addAsTheReplacedSystem(1_001);
    addAsTheReplacedSystem(1_003);

    assertThat(append(Appends.of(KEY, 4, expiry(60)))).isEqualTo(Appended.after(1_003, 1_004));
    assertThat(mids()).containsExactly(1_001L, 1_003L, 1_004L);
  }

  @Test
  void setOfTheReplacedSystem_isCompleteOnlyFromTheFirstAppendOn() {
    addAsTheReplacedSystem(at(1));
    addAsTheReplacedSystem(at(2));
    assertThat(complete(0)).isFalse();
    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();

    append(3);

    assertThat(complete(1)).isFalse();
    assertThat(complete(2)).isTrue();
    assertThat(mids()).containsExactly(at(1), at(2), at(3));
  }

  @Test
  void setOfTheReplacedSystem_whoseMembersExpire_isNotCompleteAfterThat() {
    addAsTheReplacedSystem(at(1));
    addAsTheReplacedSystem(at(2));
    clock.advance(DAY);

    for (int reads = 0; reads < 2; reads++) {
      assertThat(complete(1)).isFalse();
      assertThat(complete(2)).isTrue();
      assertThat(store.after(KEY, 0).head()).isEqualTo(at(2));
    }
  }

  @Test
  void setOfTheReplacedSystem_thatIsDeleted_isNoted_andItsLogGoesOnAboveIt() {
    addAsTheReplacedSystem(at(3) + 2);
    store.delete(KEY);

    assertThat(complete(3)).isFalse();
    assertThat(complete(4)).isTrue();
    assertThat(notesLife()).isGreaterThan(Retention.LOSS_MEMORY.toSeconds());
    assertThat(append(1)).isEqualTo(Appended.after(at(3) + 2, at(4)));
  }

  @Test
  void setOfTheReplacedSystem_thatIsAcknowledged_isNoted_andItsLogGoesOnAboveIt() {
    addAsTheReplacedSystem(at(1) + 2);
    addAsTheReplacedSystem(at(2) + 2);
    store.acknowledge(List.of(new Acknowledgement(KEY, at(2) + 2)));

    assertThat(mids()).isEmpty();
    assertThat(notesLife()).isGreaterThan(Retention.LOSS_MEMORY.toSeconds());
    assertThat(append(1)).isEqualTo(Appended.after(at(2) + 2, at(3)));
    assertThat(mids()).containsExactly(at(3));
  }

  @Test
  void whatTheReplacedSystemAddsLater_isInTheLogToo() {
    append(1);
    addAsTheReplacedSystem(at(3) + 2);
    assertThat(store.after(KEY, at(1)).head()).isEqualTo(at(3) + 2);
    assertThat(store.after(KEY, at(4)).head()).isEqualTo(at(3) + 2);

    assertThat(append(2)).isEqualTo(Appended.after(at(3) + 2, at(4)));
    assertThat(mids()).containsExactly(at(1), at(3) + 2, at(4));
  }
}
