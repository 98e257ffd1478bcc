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

/** What comet nodes are told of messages that were kept for them. */
class KeptNewsTest {
  private static final Key KEY = new Key("alice");

  private final ScriptedComet comet = new ScriptedComet();
  private final AtomicReference<ClusterView> view = new AtomicReference<>(view("one"));
  private final CometRouter router = new CometRouter(view::get, node -> comet);
  private final AtomicLong nanos = new AtomicLong();
  private final KeptNews news = new KeptNews(router, nanos::get);

  private static ClusterView view(String... names) {
    return new ClusterView(
        1, Stream.of(names).map(n -> CometNode.alone(n, List.of(), List.of())).toList());
  }

  @Test
  void news_areToldOnce_theHighestMidOfAKey() {
    news.accept(Map.of(KEY, 5L));
    news.accept(Map.of(KEY, 7L));
    news.accept(Map.of(KEY, 6L));
    news.tell();
    news.tell();
    assertThat(comet.told).containsExactly(Map.of(KEY, 7L));
    assertThat(news.untold()).isZero();
  }

  @Test
  void news_areToldAgain_untilTheNodeAnswers_andTheKeyIsItsOwn() {
    comet.answersToNews.add(keys -> ScriptedComet.gone());
    comet.answersToNews.add(CompletableFuture::completedStage);
    news.accept(Map.of(KEY, 5L));
    news.tell();
    assertThat(news.untold()).as("the node is away").isEqualTo(1);
    news.tell();
    assertThat(news.untold()).as("the node says that the key has moved").isEqualTo(1);
    news.tell();
    assertThat(news.untold()).isZero();
    assertThat(comet.told).hasSize(3);
  }

  @Test
  void news_waitForANode() {
    view.set(view());
    news.accept(Map.of(KEY, 5L));
    news.tell();
    assertThat(comet.told).isEmpty();
    view.set(view("two"));
    news.tell();
    assertThat(comet.told).hasSize(1);
  }

  @Test
  void newsThatComeWhileANodeIsTold_areToldAfterwards() {
    CompletableFuture<Set<Key>> slow = new CompletableFuture<>();
    comet.answersToNews.add(keys -> slow);
    news.accept(Map.of(KEY, 5L));
    news.tell();
    news.accept(Map.of(KEY, 6L));
    news.tell();
    assertThat(comet.told).as("one call at a time").hasSize(1);
    slow.complete(Set.of());
    news.tell();
    assertThat(comet.told).containsExactly(Map.of(KEY, 5L), Map.of(KEY, 6L));
  }

  @Test
  void news_areForgottenAfterTwoMinutes() {
    comet.answersToNews.add(keys -> ScriptedComet.gone());
    news.accept(Map.of(KEY, 5L));
    news.tell();
    nanos.addAndGet(KeptNews.TOLD_WITHIN.toNanos() + 1);
    news.tell();
    assertThat(comet.told).hasSize(1);
    assertThat(news.untold()).isZero();
  }

  @Test
  void news_areBounded() {
    for (int i = 0; i <= KeptNews.MOST_KEYS; i++) {
      news.accept(Map.of(new Key("k" + i), 5L));
    }
    assertThat(news.untold()).isEqualTo(KeptNews.MOST_KEYS);
    news.accept(Map.of(new Key("k0"), 6L));
    news.tell();
    assertThat(comet.told).as("who is in goes on").anyMatch(mids -> mids.containsValue(6L));
    assertThat(comet.told).allMatch(mids -> mids.size() <= 1_000);
    assertThat(news.untold()).isZero();
  }

  @Test
  void news_areToldByATimer() {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      news.tellBy(timer);
      news.accept(Map.of(KEY, 5L));
      await().until(() -> comet.told.equals(List.of(Map.of(KEY, 5L))));
    } finally {
      timer.shutdownNow();
    }
  }
}
