/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.SaveResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a save meets of others who save for its key; a part of what a service promises. */
public interface ConflictContract
    extends RepeatedPushContract, NamedPushContract, KeepContract, RivalsContract {
  @Test
  default void save_forAKeyWithoutMessages_meetsNothing() {
    RivalSaves saves = new RivalSaves(service(), clock());

    assertThat(saves.save(1, saves.mid(0), 0)).isEmpty();
    assertThat(saves.pushes()).containsExactly(1L);
  }

  @Test
  default void save_aboveWhatIsKnown_meetsNothing() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);

    assertThat(saves.save(2, saves.mid(1), saves.mid(0))).isEmpty();
    assertThat(saves.save(3, saves.mid(2), saves.mid(9))).isEmpty();
    assertThat(saves.pushes()).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void save_atOrBelowTheNewest_isStale_andIsNotSaved() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.save(2, 5);

    Conflict stale = saves.met(Kind.STALE, saves.mid(5));
    assertThat(saves.save(3, saves.mid(5), saves.mid(5))).containsExactly(stale);
    assertThat(saves.save(3, saves.mid(5), 0)).containsExactly(stale);
    assertThat(saves.save(3, saves.mid(4), saves.mid(0))).containsExactly(stale);
    assertThat(saves.save(3, saves.mid(4), saves.mid(9))).containsExactly(stale);
    assertThat(saves.save(3, saves.mid(-1), 0)).containsExactly(stale);
    assertThat(saves.pushes()).containsExactly(1L, 2L);
    assertThat(saves.save(3, saves.mid(6), saves.mid(5))).isEmpty();
    assertThat(saves.pushes()).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void save_atOrBelowWhatWasDeleted_isStale() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 5);
    get(service().delete(saves.key));

    Conflict stale = saves.met(Kind.STALE, saves.mid(5));
    assertThat(saves.save(2, saves.mid(5), 0)).containsExactly(stale);
    assertThat(saves.save(2, saves.mid(4), saves.mid(3))).containsExactly(stale);
    assertThat(saves.save(2, saves.mid(6), 0)).isEmpty();
    assertThat(saves.pushes()).containsExactly(2L);
  }

  @Test
  default void save_atOrBelowWhatIsExpired_isStale() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 5);
    clock().advance(Duration.ofMinutes(2));
    assertThat(saves.pushes()).isEmpty();

    Conflict stale = saves.met(Kind.STALE, saves.mid(5));
    assertThat(saves.save(2, saves.mid(5), saves.mid(4))).containsExactly(stale);
    assertThat(saves.save(2, saves.mid(6), saves.mid(5))).isEmpty();
    assertThat(saves.pushes()).containsExactly(2L);
  }

  @Test
  default void save_belowAllThatTheCapLeft_isStale() {
    RivalSaves saves = new RivalSaves(service(), clock());
    LongStream.rangeClosed(1, CAP + 5).forEach(push -> saves.save(push, (int) push));

    assertThat(saves.save(100, saves.mid(1), 0))
        .containsExactly(saves.met(Kind.STALE, saves.mid(CAP + 5)));
    assertThat(saves.pushes()).hasSize(CAP).doesNotContain(100L);
  }

  @Test
  default void save_aboveWhatIsNotKnown_isSaved_andToldOfTheHighest() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.save(2, 3);
    saves.save(3, 5);

    assertThat(saves.save(4, saves.mid(6), saves.mid(0)))
        .containsExactly(saves.met(Kind.UNSEEN, saves.mid(5)));
    assertThat(saves.save(5, saves.mid(7), saves.mid(6) - 1))
        .containsExactly(saves.met(Kind.UNSEEN, saves.mid(6)));
    assertThat(saves.save(6, saves.mid(8), saves.mid(7))).isEmpty();
    assertThat(saves.pushes()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  default void save_ofAnUnrepeatedPush_isNotLookedAt_butIsSeen() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 5);

    assertThat(saves.save(Push.UNREPEATED, saves.mid(3), 0)).isEmpty();
    assertThat(saves.save(Push.UNREPEATED, saves.mid(8), 0)).isEmpty();
    assertThat(saves.save(2, saves.mid(7), 0)).containsExactly(saves.met(Kind.STALE, saves.mid(8)));
    assertThat(saves.save(2, saves.mid(9), saves.mid(7)))
        .containsExactly(saves.met(Kind.UNSEEN, saves.mid(8)));
    assertThat(saves.pushes()).containsExactly(0L, 1L, 0L, 2L);
  }

  @Test
  default void save_withTheLargestIds_isExact() {
    RivalSaves saves = new RivalSaves(service(), clock());
    long large = (1L << 55) - 8;
    long push = (1L << 62) - 1;
    assertThat(saves.save(push, large, large - 4)).isEmpty();

    assertThat(saves.save(push - 1, large, large)).containsExactly(saves.met(Kind.STALE, large));
    assertThat(saves.save(push, large + 4, large - 4))
        .containsExactly(saves.met(Kind.REPEATED, large));
    assertThat(saves.save(push - 1, large + 4, large - 4))
        .containsExactly(saves.met(Kind.UNSEEN, large));
  }

  @Test
  default void save_forManyKeys_meetsInSome_andIsSavedInTheOthers() {
    List<RivalSaves> keys =
        IntStream.range(0, 200).mapToObj(i -> new RivalSaves(service(), clock())).toList();
    for (int i = 0; i < keys.size(); i += 4) {
      keys.get(i).save(1, 5);
      keys.get(i + 1).save(9, 3);
      keys.get(i + 2).save(1, 3);
    }

    SaveResult result =
        get(
            service()
                .save(
                    RivalSaves.body(9),
                    keys.get(0).expiry(),
                    9,
                    keys.stream().map(k -> new Recipient(k.key, k.mid(4), k.mid(2))).toList()));

    assertThat(result.failed()).isEmpty();
    assertThat(result.conflicts()).hasSize(150);
    for (int i = 0; i < keys.size(); i += 4) {
      assertThat(result.conflicts())
          .contains(
              keys.get(i).met(Kind.STALE, keys.get(i).mid(5)),
              keys.get(i + 1).met(Kind.REPEATED, keys.get(i + 1).mid(3)),
              keys.get(i + 2).met(Kind.UNSEEN, keys.get(i + 2).mid(3)));
      assertThat(keys.get(i).pushes()).containsExactly(1L);
      assertThat(keys.get(i + 1).pushes()).containsExactly(9L);
      assertThat(keys.get(i + 2).pushes()).containsExactly(1L, 9L);
      assertThat(keys.get(i + 3).pushes()).containsExactly(9L);
    }
  }
}
