/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.web.FakeCometService;
import io.halley.web.http.ApiPath;
import io.halley.web.http.AsyncReplies;
import io.halley.web.http.FakeExchange;
import io.halley.web.route.CometRouter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PushShortcutTest {
  private static final ClusterView VIEW =
      new ClusterView(1, List.of(CometNode.alone("node1", List.of(), List.of())));

  private final FakeCometService comet =
      new FakeCometService(
          new InMemoryMessageService(InstantSource.system()), InstantSource.system());
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final PushShortcut shortcut =
      new PushShortcut(
          new AsyncReplies(Duration.ofSeconds(10), 1_000, Runnable::run, timer),
          new PushService(new CometRouter(() -> VIEW, node -> comet)));

  @AfterEach
  void stopTimer() {
    timer.shutdownNow();
  }

  private boolean isTaken(ApiPath path, FakeExchange exchange) {
    return shortcut.takes(path, exchange.request(), exchange.response());
  }

  @ParameterizedTest
  @EnumSource(names = {"PUSH_1", "PUSH_OLD"})
  void pushToOne_isDoneAndAnswered(ApiPath path) {
    FakeExchange exchange = FakeExchange.whole("key=a&expire=0", "{ }");
    assertThat(isTaken(path, exchange)).isTrue();
    assertThat(exchange.answer()).isEqualTo("{\"ret\":0}");
  }

  @Test
  void pushToMany_isDoneAndAnswered() {
    FakeExchange exchange = FakeExchange.whole("expire=0", "{\"m\":\"1\",\"k\":\"a,fail-1\"}");
    assertThat(isTaken(ApiPath.PUSH_MANY_1, exchange)).isTrue();
    assertThat(exchange.answer()).isEqualTo("{\"data\":{\"fk\":[\"fail-1\"]},\"ret\":0}");
  }

  @Test
  void pushThatIsNoPush_isAnswered() {
    FakeExchange exchange = FakeExchange.whole("key=a&expire=x", "1");
    assertThat(isTaken(ApiPath.PUSH_1, exchange)).isTrue();
    assertThat(exchange.answer()).isEqualTo("{\"ret\":65534}");
  }

  @Test
  void headerThatNamesAnotherPush_isRefused() {
    FakeExchange exchange =
        new FakeExchange(
            "key=a&expire=0&id=one", Map.of("Idempotency-Key", List.of("two")), 1, "1");
    assertThat(isTaken(ApiPath.PUSH_1, exchange)).isTrue();
    assertThat(exchange.answer()).isEqualTo("{\"ret\":65534}");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PUSH_1", "PUSH_OLD", "PUSH_MANY_1"},
      mode = EnumSource.Mode.EXCLUDE)
  void everythingElse_isLeftToJaxRs(ApiPath path) {
    FakeExchange exchange = FakeExchange.whole("key=a&expire=0", "1");
    assertThat(isTaken(path, exchange)).isFalse();
    assertThat(exchange.unread()).isEqualTo(1);
    assertThat(exchange.answer()).isEmpty();
  }
}
