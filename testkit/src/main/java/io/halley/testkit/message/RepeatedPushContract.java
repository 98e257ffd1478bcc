/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.MessageService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A push is saved once for a key, however often and by whomever it is asked for. */
interface RepeatedPushContract extends ManyNodes {
  @Test
  default void save_again_meetsItself() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.save(2, 5);

    for (MessageService node : nodes()) {
      for (long known : new long[] {0, saves.mid(4), saves.mid(5), saves.mid(9)}) {
        assertThat(saves.saveBy(node, 2, saves.mid(5), known))
            .containsExactly(saves.met(Kind.REPEATED, saves.mid(5)));
      }
    }
    assertThat(saves.pushes()).containsExactly(1L, 2L);
  }

  @Test
  default void save_againAfterOthers_meetsItself() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.save(2, 5);
    saves.save(3, 6);

    assertThat(saves.save(2, saves.mid(5), saves.mid(0)))
        .containsExactly(saves.met(Kind.REPEATED, saves.mid(5)));
    assertThat(saves.pushes()).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void save_withAnotherIdOfTheSamePush_meetsTheFirst() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.save(2, 5);
    saves.save(3, 6);

    for (int n : new int[] {3, 4, 6, 7, 100}) {
      assertThat(saves.save(2, saves.mid(n), saves.mid(0)))
          .as("with id " + n)
          .containsExactly(saves.met(Kind.REPEATED, saves.mid(5)));
    }
    assertThat(saves.save(2, saves.mid(7), saves.mid(4)))
        .containsExactly(saves.met(Kind.REPEATED, saves.mid(5)));
    assertThat(saves.pushes()).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void save_ofAPushWhoseMessageIsKnown_isNotRepeated() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);

    // whoever knows of a message knows which push it is of
    assertThat(saves.save(1, saves.mid(1), saves.mid(0))).isEmpty();
  }

  @Test
  default void save_againOfWhatAClientHas_meetsItself_whileItMayBeRepeated() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.save(2, 5);
    Acknowledgement both = new Acknowledgement(saves.key, saves.mid(5));
    MessageServiceContract.get(service().acknowledge(List.of(both)));

    for (MessageService node : nodes()) {
      assertThat(saves.saveBy(node, 2, saves.mid(9), saves.mid(0)))
          .containsExactly(saves.met(Kind.REPEATED, saves.mid(5)));
    }
    saves.keep(1);
    assertThat(saves.pushes()).containsExactly(1L, 2L);

    clock().advance(Duration.ofSeconds(601));
    MessageServiceContract.get(service().acknowledge(List.of(both)));
    assertThat(saves.pushes()).isEmpty();
  }

  @Test
  default void save_ofAPushOfAnotherKey_isNotRepeated() {
    RivalSaves saves = new RivalSaves(service(), clock());
    RivalSaves others = new RivalSaves(service(), clock());
    others.save(1, 0);

    assertThat(saves.save(1, saves.mid(0), 0)).isEmpty();
  }

  @Test
  default void save_ofAMessageThatLooksLikeAPush_isNotRepeated() {
    RivalSaves saves = new RivalSaves(service(), clock());
    Payload looksLikeOne = Payload.of("{\"expire\":1,\"mid\":4,\"push\":7}");
    for (long pushId : new long[] {0, 8}) {
      MessageServiceContract.get(
          service()
              .save(
                  looksLikeOne,
                  saves.expiry(),
                  pushId,
                  List.of(new Recipient(saves.key, saves.mid((int) pushId), 0))));
    }

    assertThat(saves.save(7, saves.mid(9), 0))
        .containsExactly(saves.met(Kind.UNSEEN, saves.mid(8)));
    assertThat(saves.stored()).extracting(m -> m.payload()).startsWith(looksLikeOne, looksLikeOne);
  }
}
