/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.settings.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeHealthTest {
  private static final Set<Role> ALL = EnumSet.allOf(Role.class);
  private static final Set<Role> COMET = Set.of(Role.COMET);

  private final AtomicLong nanos = new AtomicLong(7);
  private final NodeHealth health = new NodeHealth(nanos::get);
  private final AtomicInteger asked = new AtomicInteger();

  /** What the comet part says of itself. */
  private CompletionStage<Verdict> answer = CompletableFuture.completedStage(Verdict.UP);

  private NodePart begin(Role role) {
    return health.begin(
        role,
        () -> {
          asked.incrementAndGet();
          return answer;
        });
  }

  private NodePart serving(Role role) {
    NodePart part = begin(role);
    part.serving();
    return part;
  }

  @Test
  void node_isStartedAndReady_onlyWhenAllOfItsRolesAre() {
    assertThat(health.started(ALL).isUp()).isFalse();
    serving(Role.MESSAGE);
    serving(Role.COMET);
    assertThat(health.ready(ALL)).isEqualTo(Verdict.down("web", "is not there"));
    NodePart web = begin(Role.WEB);
    assertThat(health.started(ALL).isUp()).isFalse();
    assertThat(health.ready(ALL)).isEqualTo(Verdict.down("web", "starting"));
    assertThat(health.live(ALL).isUp()).as("a start is no reason to start again").isTrue();
    web.serving();
    assertThat(health.started(ALL).isUp()).isTrue();
    assertThat(health.ready(ALL).isUp()).isTrue();
  }

  @Test
  void nodeOfOneRole_needsNoOther() {
    serving(Role.COMET);
    assertThat(health.ready(COMET).isUp()).isTrue();
    assertThat(health.started(COMET).isUp()).isTrue();
  }

  @Test
  void nodeThatIsAboutToStop_isNotReady_butStartedAndAlive() {
    NodePart comet = serving(Role.COMET);
    health.stopping();
    assertThat(health.ready(COMET)).isEqualTo(Verdict.down("comet", "stopping"));
    assertThat(health.started(COMET).isUp()).isTrue();
    assertThat(health.live(COMET).isUp()).isTrue();
    comet.close();
    assertThat(health.started(COMET).isUp()).isFalse();
  }

  @Test
  void partThatEnds_doesNotEndItsSuccessor() {
    NodePart old = serving(Role.COMET);
    serving(Role.COMET);
    old.close();
    assertThat(health.ready(COMET).isUp()).isTrue();
  }

  @Test
  void partThatLacksItsStore_isNotReady_butAlive() {
    serving(Role.COMET);
    nanos.addAndGet(Question.FRESH.toNanos());
    answer = CompletableFuture.completedStage(Verdict.down("store", "is away"));
    assertThat(health.ready(COMET)).isEqualTo(Verdict.down("store", "is away"));
    assertThat(health.live(COMET).isUp()).isTrue();
    nanos.addAndGet(Question.FRESH.toNanos());
    answer = CompletableFuture.failedStage(new IllegalStateException("why"));
    assertThat(health.ready(COMET)).isEqualTo(Verdict.down("comet", "why"));
    nanos.addAndGet(Question.FRESH.toNanos());
    answer = CompletableFuture.completedStage(Verdict.UP);
    assertThat(health.ready(COMET).isUp()).isTrue();
  }

  @Test
  void part_isAskedOnceASecond_howeverManyAsk() {
    serving(Role.COMET);
    for (int i = 0; i < 100; i++) {
      assertThat(health.ready(COMET).isUp()).isTrue();
    }
    assertThat(asked).hasValue(1);
    nanos.addAndGet(Question.FRESH.toNanos());
    assertThat(health.ready(COMET).isUp()).isTrue();
    assertThat(asked).hasValue(2);
  }

  @Test
  void partThatWasDown_isAskedAgainAtOnce_soThatItIsReadyAsSoonAsItIs() {
    answer = CompletableFuture.completedStage(Verdict.down("ports", "are not open"));
    serving(Role.COMET);
    assertThat(health.ready(COMET).isUp()).isFalse();
    answer = CompletableFuture.completedStage(Verdict.UP);
    assertThat(health.ready(COMET).isUp()).isTrue();
  }

  @Test
  void partThatHangs_holdsUpOneMonitorAndNoOther_andIsNotAskedAgain() throws Exception {
    answer = CompletableFuture.completedStage(Verdict.down("store", "is away"));
    serving(Role.COMET);
    assertThat(health.ready(COMET).isUp()).isFalse();
    nanos.addAndGet(Question.FRESH.toNanos());
    answer = new CompletableFuture<>();
    List<CompletableFuture<Verdict>> monitors = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      monitors.add(
          CompletableFuture.supplyAsync(
              () -> health.ready(COMET), command -> new Thread(command).start()));
    }
    await().until(() -> monitors.stream().filter(CompletableFuture::isDone).count() == 4);
    nanos.addAndGet(Question.PATIENCE.toNanos());
    assertThat(health.ready(COMET).details().get("comet")).contains("does not answer within");
    for (CompletableFuture<Verdict> monitor : monitors) {
      assertThat(monitor.get(10, TimeUnit.SECONDS).isUp()).isFalse();
    }
    assertThat(asked).hasValue(2);
    answer.toCompletableFuture().complete(Verdict.UP);
    assertThat(health.ready(COMET).isUp()).isTrue();
  }

  @Test
  void firstAnswer_isWaitedForByAll_soThatNobodyHearsOfAnOutageThatIsNone() throws Exception {
    answer = new CompletableFuture<>();
    serving(Role.COMET);
    List<FutureTask<Verdict>> monitors = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      FutureTask<Verdict> monitor = new FutureTask<>(() -> health.ready(COMET));
      Thread thread = new Thread(monitor, "monitor-" + i);
      monitors.add(monitor);
      threads.add(thread);
      thread.start();
    }
    await().until(() -> threads.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));
    answer.toCompletableFuture().complete(Verdict.UP);
    for (FutureTask<Verdict> monitor : monitors) {
      assertThat(monitor.get(10, TimeUnit.SECONDS).isUp()).isTrue();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void partThatHasNoPulseForAMinute_isDead_andOneThatNeverHadOneIsNot() {
    serving(Role.MESSAGE);
    NodePart comet = serving(Role.COMET);
    comet.pulse();
    nanos.addAndGet(NodePart.DEAD_AFTER.toNanos() - 1);
    assertThat(health.live(ALL).isUp()).isTrue();
    nanos.addAndGet(1);
    assertThat(health.live(ALL).isUp()).isFalse();
    assertThat(health.live(ALL).details()).containsOnlyKeys("comet");
    comet.pulse();
    assertThat(health.live(ALL).isUp()).isTrue();
  }
}
