/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushDetail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is kept for a key whose comet node could not be asked. */
interface KeepContract extends ManyNodes {
  @Test
  default void keep_givesAnIdOfThePresentMoment() {
    RivalSaves saves = new RivalSaves(service(), clock());
    clock().advance(Duration.ofSeconds(5));
    saves.keep(1);

    assertThat(saves.pushes()).containsExactly(1L);
    assertThat(saves.mids().get(0))
        .isGreaterThanOrEqualTo(Mid.at(clock().instant()))
        .isLessThan(Mid.plusSeconds(Mid.at(clock().instant()), 1))
        .matches(mid -> mid % Mid.STEP == 0);
  }

  @Test
  default void keep_givesIdsAboveAllThatTheKeyHas() {
    RivalSaves saves = new RivalSaves(service(), clock());
    long future = Mid.plusSeconds(saves.mid(0), 60);
    saves.save(1, 0);
    assertThat(saves.save(2, future, saves.mid(0))).isEmpty();

    for (MessageService node : nodes()) {
      saves.keepBy(node, 3 + nodes().indexOf(node));
    }

    assertThat(saves.mids()).isSorted().doesNotHaveDuplicates();
    assertThat(saves.mids().get(2)).isGreaterThan(future).isLessThan(future + 100);
    assertThat(saves.pushes()).startsWith(1L, 2L, 3L).hasSize(2 + nodes().size());
  }

  @Test
  default void keep_givesIdsAboveAllThatTheKeyHad() {
    RivalSaves saves = new RivalSaves(service(), clock());
    long future = Mid.plusSeconds(saves.mid(0), 60);
    assertThat(saves.save(1, future, 0)).isEmpty();
    get(service().delete(saves.key));

    saves.keep(2);

    assertThat(saves.mids()).hasSize(1).allMatch(mid -> mid > future);
  }

  @Test
  default void keep_again_leavesItAsItIs() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.keep(1);
    saves.keep(2);
    List<Long> mids = saves.mids();
    clock().advance(Duration.ofSeconds(30));

    for (MessageService node : nodes()) {
      saves.keepBy(node, 1);
      saves.keepBy(node, 2);
    }

    assertThat(saves.mids()).isEqualTo(mids);
  }

  @Test
  default void keep_ofWhatWasSaved_leavesItAsItIs() {
    RivalSaves saves = new RivalSaves(service(), clock());
    long future = Mid.plusSeconds(saves.mid(0), 5);
    saves.save(1, 0);
    assertThat(saves.save(2, future, saves.mid(0))).isEmpty();

    for (MessageService node : nodes()) {
      saves.keepBy(node, 1);
      saves.keepBy(node, 2);
    }

    assertThat(saves.mids()).containsExactly(saves.mid(0), future);
  }

  @Test
  default void save_ofWhatWasKept_isRepeated() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.keep(2);
    long kept = saves.mids().get(1);

    for (MessageService node : nodes()) {
      for (long mid : new long[] {saves.mid(1), kept, kept + 4, kept + 4_000}) {
        assertThat(saves.saveBy(node, 2, mid, saves.mid(0)))
            .containsExactly(saves.met(Kind.REPEATED, kept));
      }
      assertThat(saves.saveBy(node, 2, kept + 4, kept - 1))
          .containsExactly(saves.met(Kind.REPEATED, kept));
    }
    assertThat(saves.pushes()).containsExactly(1L, 2L);
  }

  @Test
  default void save_afterWhatWasKept_isToldOfIt() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 0);
    saves.keep(2);
    long kept = saves.mids().get(1);

    assertThat(saves.save(3, kept, saves.mid(0))).containsExactly(saves.met(Kind.STALE, kept));
    assertThat(saves.save(3, kept + 4, saves.mid(0))).containsExactly(saves.met(Kind.UNSEEN, kept));
  }

  @Test
  default void keep_forManyKeys_isInEachOnce() {
    List<RivalSaves> keys =
        IntStream.range(0, 100).mapToObj(i -> new RivalSaves(service(), clock())).toList();
    for (int i = 0; i < keys.size(); i += 4) {
      keys.get(i).save(7, 0);
      assertThat(keys.get(i + 1).save(1, Mid.plusSeconds(keys.get(i).mid(0), i), 0)).isEmpty();
      keys.get(i + 2).save(1, 0);
    }

    List<Key> all = keys.stream().map(each -> each.key).toList();
    Map<Key, PushDetail> kept =
        get(service().keep(RivalSaves.body(7), keys.get(0).expiry(), 7, all));

    assertThat(kept).containsOnlyKeys(all);
    for (int i = 0; i < keys.size(); i += 4) {
      assertThat(keys.get(i).mids()).containsExactly(keys.get(i).mid(0));
      assertThat(keys.get(i + 1).pushes()).containsExactly(1L, 7L);
      assertThat(keys.get(i + 2).pushes()).containsExactly(1L, 7L);
      assertThat(keys.get(i + 3).pushes()).containsExactly(7L);
      assertThat(kept.get(keys.get(i).key))
          .isEqualTo(new PushDetail(keys.get(i).mid(0), true, 0, true));
      assertThat(kept.get(keys.get(i + 1).key))
          .isEqualTo(new PushDetail(keys.get(i + 1).mids().get(1), true, 0, false));
    }
  }

  @Test
  default void keep_manyAtATime_keepsEachKeysOrder() {
    RivalSaves saves = new RivalSaves(service(), clock());
    List<CompletionStage<Map<Key, PushDetail>>> answers = new ArrayList<>();
    for (long push = 1; push <= CAP; push++) {
      answers.add(service().keep(RivalSaves.body(push), saves.expiry(), push, List.of(saves.key)));
    }

    answers.forEach(answer -> assertThat(get(answer)).containsOnlyKeys(saves.key));
    assertThat(saves.pushes())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, CAP).boxed().toList());
    assertThat(saves.mids()).isSorted().doesNotHaveDuplicates();
  }
}
