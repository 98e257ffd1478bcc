/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.web.route.CometRouter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comet nodes are told of messages that were appended without them. */
class AppendNoticesTest {
  private static final Key KEY = new Key("alice");

  private final ScriptedComet comet = new ScriptedComet();
  private final AtomicReference<ClusterView> view = new AtomicReference<>(view("one"));
  private final CometRouter router = new CometRouter(view::get, node -> comet);
  private final AtomicLong nanos = new AtomicLong();
  private final AppendNotices notices = new AppendNotices(router, nanos::get);

  private static ClusterView view(String... names) {
    return new ClusterView(
        1, Stream.of(names).map(n -> CometNode.alone(n, List.of(), List.of())).toList());
  }

  @Test
  void notices_areToldOnce_theHighestMidOfAKey() {
    notices.accept(Map.of(KEY, 5L));
    notices.accept(Map.of(KEY, 7L));
    notices.accept(Map.of(KEY, 6L));
    notices.tell();
    notices.tell();
    assertThat(comet.told).containsExactly(Map.of(KEY, 7L));
    assertThat(notices.untold()).isZero();
  }

  @Test
  void notices_areToldAgain_untilTheNodeAnswers_andTheKeyIsItsOwn() {
    comet.answersToNotices.add(keys -> ScriptedComet.gone());
    comet.answersToNotices.add(CompletableFuture::completedStage);
    notices.accept(Map.of(KEY, 5L));
    notices.tell();
    assertThat(notices.untold()).as("the node is away").isEqualTo(1);
    notices.tell();
    assertThat(notices.untold()).as("the node says that the key has moved").isEqualTo(1);
    notices.tell();
    assertThat(notices.untold()).isZero();
    assertThat(comet.told).hasSize(3);
  }

  @Test
  void notices_waitForANode() {
    view.set(view());
    notices.accept(Map.of(KEY, 5L));
    notices.tell();
    assertThat(comet.told).isEmpty();
    view.set(view("two"));
    notices.tell();
    assertThat(comet.told).hasSize(1);
  }

  @Test
  void noticesThatComeWhileANodeIsTold_areToldAfterwards() {
    CompletableFuture<Set<Key>> slow = new CompletableFuture<>();
    comet.answersToNotices.add(keys -> slow);
    notices.accept(Map.of(KEY, 5L));
    notices.tell();
    notices.accept(Map.of(KEY, 6L));
    notices.tell();
    assertThat(comet.told).as("one call at a time").hasSize(1);
    slow.complete(Set.of());
    notices.tell();
    assertThat(comet.told).containsExactly(Map.of(KEY, 5L), Map.of(KEY, 6L));
  }

  @Test
  void notices_areToldToANodeThatThisOneDoesNotReachForLong_andThatKeepsItsKeys() {
    comet.answersToNotices.add(keys -> ScriptedComet.gone());
    notices.accept(Map.of(KEY, 5L));
    notices.tell();
    nanos.addAndGet(AppendNotices.TOLD_WITHIN.toNanos());
    notices.tell();
    assertThat(comet.told).containsExactly(Map.of(KEY, 5L), Map.of(KEY, 5L));
    assertThat(notices.untold()).isZero();
  }

  @Test
  void notices_areForgottenAfterAnHour() {
    comet.answersToNotices.add(keys -> ScriptedComet.gone());
    notices.accept(Map.of(KEY, 5L));
    notices.tell();
    nanos.addAndGet(AppendNotices.TOLD_WITHIN.toNanos() + 1);
    notices.tell();
    assertThat(comet.told).hasSize(1);
    assertThat(notices.untold()).isZero();
  }

  @Test
  void notices_makeRoomAfterTwoMinutes_whereThereIsNone() {
    comet.answersToNotices.add(keys -> ScriptedComet.gone());
    for (int i = 1; i < AppendNotices.MOST_KEYS; i++) {
      notices.accept(Map.of(new Key("k" + i), 5L));
    }
    nanos.addAndGet(AppendNotices.TOLD_WITHOUT_ROOM_WITHIN.toNanos() + 1);
    notices.accept(Map.of(KEY, 5L));
    notices.tell();
    assertThat(comet.told).as("those that have waited are not told").hasSize(1);
    assertThat(notices.untold()).isEqualTo(1);
  }

  @Test
  void notices_areBounded() {
    for (int i = 0; i <= AppendNotices.MOST_KEYS; i++) {
      notices.accept(Map.of(new Key("k" + i), 5L));
    }
    assertThat(notices.untold()).isEqualTo(AppendNotices.MOST_KEYS);
    notices.accept(Map.of(new Key("k0"), 6L));
    notices.tell();
    assertThat(comet.told).as("who is in goes on").anyMatch(mids -> mids.containsValue(6L));
    assertThat(comet.told).allMatch(mids -> mids.size() <= 1_000);
    assertThat(notices.untold()).isZero();
  }

  @Test
  void notices_areToldByATimer() {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      notices.tellBy(timer);
      notices.accept(Map.of(KEY, 5L));
      await().until(() -> comet.told.equals(List.of(Map.of(KEY, 5L))));
    } finally {
      timer.shutdownNow();
    }
  }
}
