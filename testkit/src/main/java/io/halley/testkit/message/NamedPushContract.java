/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.InMemoryMessageService.CAP;
import static io.halley.testkit.message.InMemoryMessageService.PUSH_MEMORY;
import static io.halley.testkit.message.MessageServiceContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Mid;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.SaveResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A push that its back end has named counts once, as long as it is remembered. */
interface NamedPushContract extends ManyNodes {
  /** The name's id, and with it the body of its messages. */
  long PUSH = PushIds.named("order 66");

  @Test
  default void namedSave_again_meetsItself_whateverIsKnown() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(PUSH, 1);

    for (MessageService node : nodes()) {
      for (int n : new int[] {0, 1, 2, 1_000}) {
        assertThat(saves.saveBy(node, PUSH, saves.mid(n), saves.mid(n)))
            .as("with id " + n)
            .containsExactly(saves.met(Kind.REPEATED, saves.mid(1)));
      }
    }
    assertThat(saves.pushes()).containsExactly(PUSH);
  }

  @Test
  default void namedSave_whoseMessageIsGone_meetsItself() {
    RivalSaves deleted = new RivalSaves(service(), clock());
    deleted.save(PUSH, 1);
    get(service().delete(deleted.key));
    RivalSaves capped = new RivalSaves(service(), clock());
    capped.save(PUSH, 1);
    LongStream.rangeClosed(2, CAP + 1).forEach(push -> capped.save(push, (int) push));
    RivalSaves expired = new RivalSaves(service(), clock());
    expired.save(PUSH, 1);
    clock().advance(PUSH_MEMORY.minusSeconds(10));
    assertThat(expired.pushes()).isEmpty();

    for (RivalSaves gone : List.of(deleted, capped, expired)) {
      assertThat(gone.save(PUSH, gone.mid(100), gone.mid(99)))
          .containsExactly(gone.met(Kind.REPEATED, gone.mid(1)));
      assertThat(gone.pushes()).doesNotContain(PUSH);
    }
  }

  @Test
  default void namedSave_afterItIsForgotten_isSavedAgain() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(PUSH, 1);
    clock().advance(PUSH_MEMORY.plusSeconds(1));

    for (int i = 0; i < 2; i++) {
      long mid = Mid.at(clock().instant());
      assertThat(saves.save(PUSH, mid, mid - 1)).isEmpty();
      assertThat(saves.save(PUSH, mid + 4, mid)).containsExactly(saves.met(Kind.REPEATED, mid));
      assertThat(saves.mids()).containsExactly(mid);
      clock().advance(PUSH_MEMORY.plusSeconds(1));
    }
  }

  @Test
  default void namedSave_thatWasNotSaved_isNotRemembered() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 5);

    assertThat(saves.save(PUSH, saves.mid(5), saves.mid(5)))
        .containsExactly(saves.met(Kind.STALE, saves.mid(5)));
    assertThat(saves.save(PUSH, saves.mid(6), saves.mid(5))).isEmpty();
    assertThat(saves.pushes()).containsExactly(1L, PUSH);
  }

  @Test
  default void namedSave_ofAnotherNameOrKey_isSaved() {
    RivalSaves saves = new RivalSaves(service(), clock());
    RivalSaves others = new RivalSaves(service(), clock());
    saves.save(PUSH, 1);

    others.save(PUSH, 1);
    saves.save(PushIds.named("order 67"), 2);
    assertThat(saves.pushes()).containsExactly(PUSH, PushIds.named("order 67"));
    assertThat(others.pushes()).containsExactly(PUSH);
  }

  @Test
  default void namedSave_ofNothing_isRemembered_andLeavesTheMessagesAlone() {
    RivalSaves saves = new RivalSaves(service(), clock());
    saves.save(1, 5);

    // an id below the newest is no reason against it, for nothing is stored
    assertThat(remember(service(), saves, 3)).isEmpty();
    for (MessageService node : nodes()) {
      assertThat(remember(node, saves, 7)).containsExactly(saves.met(Kind.REPEATED, saves.mid(3)));
      assertThat(saves.saveBy(node, PUSH, saves.mid(8), saves.mid(7)))
          .containsExactly(saves.met(Kind.REPEATED, saves.mid(3)));
    }
    assertThat(saves.pushes()).containsExactly(1L);
    assertThat(get(service().findAfter(saves.key, 0)).complete()).isTrue();
    saves.save(2, 6);

    clock().advance(PUSH_MEMORY.plusSeconds(1));
    assertThat(remember(service(), saves, 9)).isEmpty();
  }

  @Test
  default void namedKeep_afterASave_andASaveAfterAKeep_meetTheFirst() {
    RivalSaves saved = new RivalSaves(service(), clock());
    saved.save(PUSH, 1);
    RivalSaves kept = new RivalSaves(service(), clock());
    kept.keep(PUSH);
    long keptMid = kept.mids().get(0);
    get(service().delete(kept.key));
    get(service().delete(saved.key));

    for (MessageService node : nodes()) {
      assertThat(get(node.keep(RivalSaves.body(PUSH), saved.expiry(), PUSH, List.of(saved.key))))
          .containsEntry(saved.key, new PushDetail(saved.mid(1), true, 0, true));
      assertThat(kept.saveBy(node, PUSH, keptMid + 40, keptMid + 36))
          .containsExactly(kept.met(Kind.REPEATED, keptMid));
    }
    assertThat(saved.pushes()).isEmpty();
    assertThat(kept.pushes()).isEmpty();
  }

  @Test
  default void namedSave_manyAtATime_byWayOfAllNodes_isSavedOnce() {
    RivalSaves saves = new RivalSaves(service(), clock());
    List<CompletionStage<SaveResult>> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    nodes()
                        .get(i % nodes().size())
                        .save(
                            RivalSaves.body(PUSH),
                            saves.expiry(),
                            PUSH,
                            List.of(new Recipient(saves.key, saves.mid(i), saves.mid(i)))))
            .toList();

    List<Conflict> met = new ArrayList<>();
    for (CompletionStage<SaveResult> answer : answers) {
      assertThat(get(answer).failed()).isEmpty();
      met.addAll(get(answer).conflicts());
    }
    assertThat(saves.mids()).hasSize(1);
    assertThat(met).hasSize(49);
    assertThat(Set.copyOf(met)).containsExactly(saves.met(Kind.REPEATED, saves.mids().get(0)));
  }

  private static List<Conflict> remember(MessageService node, RivalSaves saves, int n) {
    SaveResult result =
        get(
            node.save(
                RivalSaves.body(PUSH),
                MessageService.NOT_KEPT,
                PUSH,
                List.of(new Recipient(saves.key, saves.mid(n), saves.mid(n)))));
    assertThat(result.failed()).isEmpty();
    return result.conflicts();
  }
}
