/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.InMemoryMessageService.CAP;
import static io.halley.testkit.message.InMemoryMessageService.PUSH_MEMORY;
import static io.halley.testkit.message.MessageServiceContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A push that its back end has named counts once, as long as it is remembered. */
interface NamedPushContract extends ManyNodes {
  /** The name's id, and with it the body of its messages. */
  long PUSH = PushIds.named("order 66");

  @Test
  default void namedPush_again_getsTheMidOfTheFirst() {
    TestedLog log = new TestedLog(this);
    long mid = log.append(PUSH).mid();

    for (MessageService node : nodes()) {
      assertThat(log.append(node, PUSH)).isEqualTo(Appended.repeated(mid));
      assertThat(log.again(node, PUSH)).isEqualTo(Appended.repeated(mid));
      assertThat(log.number(node, PUSH)).isEqualTo(Appended.repeated(mid));
    }
    log.holds(PUSH);
    assertThat(log.append(1)).isEqualTo(Appended.after(mid, mid + 4));
  }

  @Test
  default void namedPush_whoseMessageIsGone_isRepeated() {
    TestedLog deleted = new TestedLog(this);
    TestedLog capped = new TestedLog(this);
    TestedLog expired = new TestedLog(this);
    List<TestedLog> logs = List.of(deleted, capped, expired);
    List<Long> mids = logs.stream().map(log -> log.append(PUSH).mid()).toList();
    get(service().delete(deleted.key));
    LongStream.rangeClosed(2, CAP + 1).forEach(capped::append);
    clock().advance(PUSH_MEMORY.minusSeconds(10));

    for (int i = 0; i < logs.size(); i++) {
      assertThat(logs.get(i).append(PUSH)).isEqualTo(Appended.repeated(mids.get(i)));
      assertThat(logs.get(i).pushes()).doesNotContain(PUSH);
    }
  }

  @Test
  default void namedPush_afterItIsForgotten_isANewOne() {
    TestedLog log = new TestedLog(this);
    log.append(PUSH);

    for (int i = 0; i < 2; i++) {
      clock().advance(PUSH_MEMORY.plusSeconds(1));
      Appended appended = log.append(PUSH);
      assertThat(appended.repeated()).isFalse();
      assertThat(log.append(PUSH)).isEqualTo(Appended.repeated(appended.mid()));
      assertThat(log.mids()).containsExactly(appended.mid());
    }
  }

  @Test
  default void namedPush_ofAnotherNameOrKey_isAppended() {
    TestedLog log = new TestedLog(this);
    TestedLog other = new TestedLog(this);
    log.append(PUSH);

    assertThat(other.append(PUSH).repeated()).isFalse();
    assertThat(log.append(PushIds.named("order 67")).repeated()).isFalse();
    log.holds(PUSH, PushIds.named("order 67"));
    other.holds(PUSH);
  }

  @Test
  default void namedPush_thatIsNotKept_isRemembered_andLeavesTheMessagesAlone() {
    TestedLog log = new TestedLog(this);
    long first = log.append(1).mid();
    long named = log.number(service(), PUSH).mid();

    assertThat(named).isEqualTo(first + 4);
    for (MessageService node : nodes()) {
      assertThat(log.number(node, PUSH)).isEqualTo(Appended.repeated(named));
      assertThat(log.append(node, PUSH)).isEqualTo(Appended.repeated(named));
    }
    log.holds(1L);
    assertThat(log.after(0).complete()).isTrue();
    assertThat(log.append(2)).isEqualTo(Appended.after(named, named + 4));

    clock().advance(PUSH_MEMORY.plusSeconds(1));
    assertThat(log.number(service(), PUSH).repeated()).isFalse();
  }

  @Test
  default void namedPush_manyAtATime_byWayOfAllNodes_isAppendedOnce() {
    TestedLog log = new TestedLog(this);
    List<CompletionStage<Map<Key, Appended>>> asked =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    nodes()
                        .get(i % nodes().size())
                        .append(log.entry(PUSH), List.of(new AppendTarget(log.key, 0))))
            .toList();

    List<Appended> answers = new ArrayList<>();
    asked.forEach(each -> answers.add(Objects.requireNonNull(get(each).get(log.key))));
    assertThat(log.mids()).hasSize(1);
    assertThat(answers).extracting(Appended::mid).containsOnly(log.mids().get(0));
    assertThat(answers).filteredOn(Appended::repeated).hasSize(49);
  }
}
