/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static io.halley.web.push.PushOptions.expiring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.testkit.log.LoggedLines;
import io.halley.testkit.time.MutableClock;
import io.halley.web.http.ApiResult;
import io.halley.web.http.ResultCode;
import io.halley.web.route.CometRouter;
import io.halley.web.route.CurrentView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes where nodes come and go. */
class ClusterPushTest {
  private static final Payload MESSAGE = Payload.of("{}");
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final long NOW = 1_700_000_000;
  private static final long ID = 77;

  private final ScriptedComet one = new ScriptedComet();
  private final ScriptedComet two = new ScriptedComet();
  private final AppendingMessages messages = new AppendingMessages();
  private final List<Map<Key, Long>> notices = new CopyOnWriteArrayList<>();
  private final CurrentView view = new CurrentView(view(1, "one", "two"));
  private final CometRouter router = new CometRouter(view, this::service);
  private final PushService pushes = pushes(LONG);
  private final Key key = owned("one");
  private final Key other = owned("two");

  private CometService service(CometNode node) {
    return node.name().equals("one") ? one : two;
  }

  private PushService pushes(Duration rpcDeadline) {
    return new PushService(
        router,
        new ClusterPushConfig(
            view,
            messages,
            new MutableClock(Instant.ofEpochSecond(NOW)),
            () -> ID,
            notices::add,
            rpcDeadline));
  }

  private static ClusterView view(long version, String... names) {
    return new ClusterView(
        version, Stream.of(names).map(n -> CometNode.alone(n, List.of(), List.of())).toList());
  }

  private Key owned(String node) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> new Key("k" + i))
        .filter(k -> view.get().owner(k).orElseThrow().name().equals(node))
        .findFirst()
        .orElseThrow();
  }

  private static MultiKeyPush batch(Key... keys) {
    String names = String.join(",", Stream.of(keys).map(Key::value).toList());
    String body = "{\"m\":\"{}\",\"k\":\"" + names + "\"}";
    return MultiKeyPush.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static AppendingMessages.Call appended(Key key) {
    return new AppendingMessages.Call(
        new LogEntry(MESSAGE, NOW + 5, ID, true), List.of(new AppendTarget(key, 0)));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void push_hasAnId_andAppendsNothingThatANodeTook() throws Exception {
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code()).isEqualTo(ResultCode.OK);
    assertThat(one.calls)
        .containsExactly(new ScriptedComet.Call(new Push(MESSAGE, 5, ID), Set.of(key)));
    assertThat(messages.calls).isEmpty();
  }

  @Test
  void pushOfAClusterOfOne_hasAnId_andAppendsNothing() throws Exception {
    PushService alone = new PushService(router);
    one.thenGone().thenMoved();
    assertThat(get(alone.toOne(MESSAGE, key, expiring(5))).code())
        .isEqualTo(ResultCode.INTERNAL_ERROR);
    assertThat(get(alone.toOne(MESSAGE, key, expiring(5))).code())
        .isEqualTo(ResultCode.INTERNAL_ERROR);
    assertThat(get(alone.toOne(MESSAGE, key, expiring(5))).code()).isEqualTo(ResultCode.OK);
    assertThat(one.calls.stream().map(call -> call.push().id()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id > 0 && !PushIds.isNamed(id));
    assertThat(messages.calls).isEmpty();
  }

  @Test
  void keyThatMoved_goesToItsNewNode_asSoonAsTheViewIsKnown() throws Exception {
    one.thenMoved();
    CompletionStage<ApiResult> push = pushes.toOne(MESSAGE, key, expiring(0));
    view.accept(view(2, "two"));
    assertThat(get(push).code()).isEqualTo(ResultCode.OK);
    assertThat(two.calls)
        .containsExactly(new ScriptedComet.Call(new Push(MESSAGE, 0, ID), Set.of(key)));
    assertThat(one.calls).hasSize(1);
  }

  @Test
  void keyThatMoved_isPushedAgain_alsoWithoutANewerView() throws Exception {
    // the node goes by an older view, and hears of ours a moment later
    one.thenMoved();
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(0))).code()).isEqualTo(ResultCode.OK);
    assertThat(one.calls).hasSize(2);
  }

  @Test
  void keyThatMovesWhileItsMessageIsAppended_isToldOfIt() throws Exception {
    PushResult left = new PushResult(Set.of(), Set.of(), Map.of(), Map.of(key, 9L));
    one.then(keys -> CompletableFuture.completedStage(left));
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code()).isEqualTo(ResultCode.OK);
    assertThat(notices).containsExactly(Map.of(key, 9L));
    assertThat(messages.calls).isEmpty();
  }

  @Test
  void keyThatMovesForEver_isAppendedAfterThreeRounds() throws Exception {
    one.thenMoved().thenMoved().thenMoved();
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code()).isEqualTo(ResultCode.OK);
    assertThat(one.calls).hasSize(3);
    assertThat(messages.calls).containsExactly(appended(key));
    one.thenMoved().thenMoved().thenMoved();
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(0))).code())
        .isEqualTo(ResultCode.INTERNAL_ERROR);
    assertThat(messages.calls).hasSize(1);
  }

  @Test
  void keyThatMoved_isNotRoutedAnew_whenHalfTheDeadlineIsOver() throws Exception {
    one.thenMoved();
    assertThat(get(pushes(Duration.ofNanos(1)).toOne(MESSAGE, key, expiring(5))).code())
        .isEqualTo(ResultCode.OK);
    assertThat(one.calls).hasSize(1);
    assertThat(messages.keys()).containsExactly(key);
  }

  @Test
  void keyWhoseNewNodeDoesNotAnswer_isAppended() throws Exception {
    one.thenMoved();
    two.thenGone();
    CompletionStage<ApiResult> push = pushes.toOne(MESSAGE, key, expiring(5));
    view.accept(view(2, "two"));
    assertThat(get(push).code()).isEqualTo(ResultCode.OK);
    assertThat(messages.keys()).containsExactly(key);
  }

  @Test
  void keyWhoseNodeDoesNotAnswer_isAppended_ifItMayBeStored() throws Exception {
    one.thenGone();
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code()).isEqualTo(ResultCode.OK);
    assertThat(messages.calls).containsExactly(appended(key));
    assertThat(notices).containsExactly(Map.of(key, AppendingMessages.APPENDED.mid()));
    one.thenGone();
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(0))).code())
        .isEqualTo(ResultCode.INTERNAL_ERROR);
    assertThat(messages.calls).hasSize(1);
  }

  @Test
  void keyThatIsAppended_hasDetails_ifTheyAreAskedFor() throws Exception {
    PushOptions detailed = new PushOptions(5, Optional.empty(), true);
    for (boolean repeated : new boolean[] {false, true}) {
      messages.answer = new Appended(8, 4, repeated);
      one.thenGone();
      assertThat(AnswerData.of(get(pushes.toOne(MESSAGE, key, detailed))))
          .contains("\"mid\":8,\"stored\":true,\"connections\":0,\"repeated\":" + repeated);
    }
    one.thenGone();
    assertThat(AnswerData.of(get(pushes.toOne(MESSAGE, key, expiring(5))))).isEmpty();
  }

  @Test
  void keyThatCannotBeAppended_fails() throws Exception {
    messages.gone = true;
    one.thenGone();
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code())
        .isEqualTo(ResultCode.INTERNAL_ERROR);
    one.thenGone();
    assertThat(AnswerData.of(get(pushes.toMany(batch(key, other), expiring(5)))))
        .isEqualTo(AnswerData.failing(List.of(key.value())));
  }

  @Test
  void keyThatItsNodeCouldNotAppendTo_fails_andIsNotAppended() throws Exception {
    one.then(keys -> CompletableFuture.completedStage(PushResult.failed(keys)));
    assertThat(AnswerData.of(get(pushes.toMany(batch(key, other), expiring(5)))))
        .isEqualTo(AnswerData.failing(List.of(key.value())));
    assertThat(messages.calls).isEmpty();
  }

  @Test
  void nodeThatThrows_isLikeOneThatDoesNotAnswer() throws Exception {
    one.then(
        keys -> {
          throw new IllegalStateException("a fault that a test asked for");
        });
    assertThat(AnswerData.of(get(pushes.toMany(batch(key, other), expiring(5))))).isEmpty();
    assertThat(messages.keys()).containsExactly(key);
  }

  @Test
  void withoutANode_keysAreAppended_ifTheyMayBeStored() throws Exception {
    view.accept(view(2));
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code()).isEqualTo(ResultCode.OK);
    assertThat(AnswerData.of(get(pushes.toMany(batch(key, other), expiring(5))))).isEmpty();
    assertThat(messages.keys()).containsExactlyInAnyOrder(key, key, other);
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(0))).code()).isEqualTo(ResultCode.NO_NODE);
    assertThat(AnswerData.of(get(pushes.toMany(batch(key, other), expiring(0)))))
        .isEqualTo(AnswerData.failing(List.of(key.value(), other.value())));
    messages.gone = true;
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code())
        .isEqualTo(ResultCode.INTERNAL_ERROR);
  }

  @Test
  void slowNode_holdsUpNobodyElsesKeys() throws Exception {
    CompletableFuture<PushResult> slow = new CompletableFuture<>();
    one.then(keys -> slow);
    two.thenMoved().thenGone();
    CompletionStage<ApiResult> push = pushes.toMany(batch(key, other), expiring(5));
    view.accept(view(2, "one", "two"));
    await().until(() -> messages.keys().contains(other));
    assertThat(push.toCompletableFuture()).isNotDone();
    slow.complete(PushResult.done());
    assertThat(AnswerData.of(get(push))).isEmpty();
    assertThat(messages.keys()).containsExactly(other);
  }

  @Test
  void ids_areAboveZero_andDiffer() {
    ClusterPushConfig random =
        new ClusterPushConfig(view, messages, Instant::now, notices::add, Duration.ofSeconds(1));
    Map<Long, Boolean> seen = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      long id = random.ids().getAsLong();
      assertThat(id).isPositive();
      assertThat(seen.put(id, true)).isNull();
    }
  }

  @Test
  void secondOutageOfANodeAndOfTheStore_isAWarningAgain_andItsEndIsTold() throws Exception {
    PushService hasty = pushes(Duration.ZERO);
    try (LoggedLines log = new LoggedLines(PushDispatcher.class)) {
      for (int outages = 1; outages <= 2; outages++) {
        messages.gone = true;
        for (int i = 0; i < 2; i++) {
          one.thenGone();
          get(hasty.toOne(MESSAGE, key, expiring(60)));
        }
        assertThat(log.warnings()).as("of the node and of the store").hasSize(2 * outages);
        messages.gone = false;
        int ends = 2 * outages;
        await()
            .until(
                () -> {
                  one.thenMoved();
                  get(hasty.toOne(MESSAGE, key, expiring(60)));
                  return log.infos().size() == ends;
                });
      }
    }
  }
}
