/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.RecordedServices;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.rpc.v1.AppendReply;
import io.halley.cluster.rpc.v1.AppendRequest;
import io.halley.cluster.rpc.v1.MessageRpcGrpc.MessageRpcImplBase;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of both services, by a real port, there and back. */
class WireTest {
  private static final Key KEY = new Key("日本 a,b");
  private static final Payload PAYLOAD = Payload.of("{\"x\":\"é\"}");
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final RecordedServices services = new RecordedServices();
  private final NetworkRpc rpc = new NetworkRpc(Optional.empty());
  private final ChannelPool peers = new ChannelPool(rpc);
  private final NetworkServer server =
      rpc.serve("127.0.0.1", 0, new CometRpcServer(services), new MessageRpcServer(services));
  private final List<String> address = List.of("127.0.0.1:" + server.port());
  private final CometService comet =
      peers.comet(new CometNode("n", 1, address, List.of(), List.of()), DEADLINE);
  private final MessageService messages = peers.messages(address, DEADLINE);

  @AfterEach
  void close() {
    peers.close();
    server.close();
    rpc.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private void answerWith(Object answer) {
    services.answer = CompletableFuture.completedStage(answer);
  }

  @Test
  void push_carriesEverything_andBringsFailedAndMovedKeysBack() throws Exception {
    PushResult result =
        new PushResult(
            Set.of(KEY),
            Set.of(new Key("b")),
            Map.of(
                new Key("c"), new PushDetail(Long.MAX_VALUE, true, 3, false),
                new Key("d"), new PushDetail(4, false, 0, true)),
            Map.of(new Key("c"), Long.MAX_VALUE));
    answerWith(result);
    Push push = new Push(PAYLOAD, 0xffff_ffffL, Long.MAX_VALUE, true);
    assertThat(get(comet.push(push, List.of(KEY, new Key("b"))))).isEqualTo(result);
    assertThat(services.calls)
        .containsExactly("push {\"x\":\"é\"} 4294967295 9223372036854775807 detailed [日本 a,b, b]");
  }

  @Test
  void appended_carriesEveryKeysMid_andWhoHasMoved() throws Exception {
    services.answer = CompletableFuture.completedStage(Set.of(new Key("b")));
    assertThat(get(comet.appended(Map.of(new Key("b"), 5L)))).containsExactly(new Key("b"));
    assertThat(services.calls).containsExactly("appended " + Map.of(new Key("b"), 5L));
  }

  @Test
  void callThatANodeOfAnotherVersionDoesNotKnow_saysSo_andWhatToDo() {
    try (NetworkServer older = rpc.serve("127.0.0.1", 0, new MessageRpcImplBase() {})) {
      MessageService unaware = peers.messages(List.of("127.0.0.1:" + older.port()), DEADLINE);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> get(unaware.after(KEY, 0)))
          .withMessageContaining("of another version of Halley")
          .withMessageContaining("update all nodes of the cluster");
    }
  }

  @Test
  void adopt_carriesTheWholeView() throws Exception {
    services.answer = CompletableFuture.completedStage(null);
    CometNode node = new CometNode("a", 2, List.of("h:1"), List.of("h:2", "h:3"), List.of("h:4"));
    get(comet.adopt(new ClusterView(7, List.of(node))));
    assertThat(services.calls)
        .containsExactly(
            "adopt {\"version\":7,\"nodes\":[{\"name\":\"a\",\"weight\":2,\"rpc\":[\"h:1\"],"
                + "\"tcp\":[\"h:2\",\"h:3\"],\"ws\":[\"h:4\"]}]}");
  }

  @Test
  void cometAddToken_bringsBackWhetherItWasAdded() throws Exception {
    answerWith(true);
    assertThat(get(comet.addToken(KEY, "t"))).isTrue();
    answerWith(false);
    assertThat(get(comet.addToken(KEY, "t"))).isFalse();
    assertThat(services.calls).containsOnly("addToken 日本 a,b t");
  }

  @Test
  void call_madeWhileAnotherIsServed_outlivesThatOne() throws Exception {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    services.answer = answer;
    Context.CancellableContext served = Context.current().withCancellation();
    CompletionStage<Boolean> call = served.call(() -> messages.addToken(KEY, "t"));
    served.cancel(null);
    answer.complete(true);
    assertThat(get(call)).isTrue();
    assertThat(get(served.call(() -> messages.addToken(KEY, "t")))).isTrue();
  }

  @Test
  void stat_bringsEveryCounterBack() throws Exception {
    CometStat stat =
        new CometStat(
            1, 2, 3, 4, 5, 6, 7, 8, 9, Map.of("nodeStops", 10L), Map.of("queueMessages", 11L));
    answerWith(stat);
    assertThat(get(comet.stat())).isEqualTo(stat);
  }

  @Test
  void connections_bringsTheKeysCountBack() throws Exception {
    answerWith(7L);
    assertThat(get(comet.connections(KEY))).isEqualTo(7);
    assertThat(services.calls).containsExactly("connections 日本 a,b");
  }

  @Test
  void append_carriesEveryTarget_andBringsBackWhatEachLogAnswered() throws Exception {
    Map<Key, Appended> answers =
        Map.of(
            KEY,
            Appended.after(Long.MAX_VALUE - 4, Long.MAX_VALUE),
            new Key("again"),
            Appended.repeated(8),
            new Key("first"),
            Appended.after(0, 4));
    answerWith(answers);
    List<AppendTarget> targets =
        List.of(
            new AppendTarget(new Key("failed"), 0),
            new AppendTarget(new Key("again"), 12),
            new AppendTarget(new Key("failed too"), 0),
            new AppendTarget(KEY, Long.MAX_VALUE),
            new AppendTarget(new Key("first"), 1));
    assertThat(get(messages.append(LogEntry.of(PAYLOAD, 9, Long.MAX_VALUE), targets)))
        .isEqualTo(answers);
    assertThat(services.calls)
        .containsExactly(
            "append {\"x\":\"é\"} 9 9223372036854775807 [failed above 0, again above 12,"
                + " failed too above 0, 日本 a,b above 9223372036854775807, first above 1]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void append_carriesWhetherItMayHaveHappened_andBringsNothingBackOfWhatFailed(boolean again)
      throws Exception {
    answerWith(Map.of());
    LogEntry entry = new LogEntry(PAYLOAD, LogEntry.NOT_KEPT, 5, again);
    assertThat(get(messages.append(entry, List.of(new AppendTarget(KEY, 0))))).isEmpty();
    assertThat(services.calls)
        .containsExactly(
            "append {\"x\":\"é\"} 0 5" + (again ? " again" : "") + " [日本 a,b above 0]");
  }

  @Test
  void append_thatIsAnsweredForOtherKeysThanAskedFor_fails() {
    MessageRpcImplBase forgetful =
        new MessageRpcImplBase() {
          @Override
          public void append(AppendRequest request, StreamObserver<AppendReply> caller) {
            caller.onNext(AppendReply.newBuilder().addMids(4).addPrevious(0).build());
            caller.onCompleted();
          }
        };
    List<AppendTarget> two = List.of(new AppendTarget(KEY, 0), new AppendTarget(new Key("b"), 0));
    try (NetworkServer other = rpc.serve("127.0.0.1", 0, forgetful)) {
      MessageService asked =
          peers.messages(List.of("127.0.0.1:" + other.port()), Duration.ofSeconds(8));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> get(asked.append(LogEntry.of(PAYLOAD, 9, 5), two)))
          .havingCause()
          .withMessage("the message node answered 1 keys of 2");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void after_bringsMessagesBackInOrder_theHead_andWhetherTheyAreAll(boolean complete)
      throws Exception {
    Backlog found =
        new Backlog(
            List.of(new Message(4, PAYLOAD), new Message(8, Payload.of("1"))), 12, complete);
    answerWith(found);
    assertThat(get(messages.after(KEY, 3))).isEqualTo(found);
    assertThat(services.calls).containsExactly("after 日本 a,b 3");
  }

  @Test
  void acknowledge_carriesEveryKey() throws Exception {
    services.answer = CompletableFuture.completedStage(null);
    get(
        messages.acknowledge(
            List.of(
                new Acknowledgement(KEY, Long.MAX_VALUE), new Acknowledgement(new Key("b"), 4))));
    assertThat(services.calls)
        .containsExactly(
            "acknowledge [Acknowledgement[key=日本 a,b, mid=9223372036854775807],"
                + " Acknowledgement[key=b, mid=4]]");
  }

  @Test
  void delete_endsWithNothing() throws Exception {
    services.answer = CompletableFuture.completedStage(null);
    get(messages.delete(KEY));
    assertThat(services.calls).containsExactly("delete 日本 a,b");
  }

  @ParameterizedTest
  @EnumSource
  void useToken_bringsEveryOutcomeBack(TokenCheck check) throws Exception {
    answerWith(check);
    assertThat(get(messages.useToken(KEY, "t"))).isEqualTo(check);
  }

  @Test
  void messageAddToken_andRaiseMidCeiling_bringTheirAnswersBack() throws Exception {
    answerWith(true);
    assertThat(get(messages.addToken(KEY, "t"))).isTrue();
    answerWith(12L);
    assertThat(get(messages.raiseMidCeiling(16))).isEqualTo(12);
    assertThat(services.calls).containsExactly("addToken 日本 a,b t", "raiseMidCeiling 16");
  }
}
