/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InProcessRpcTest {
  private static final Key KEY = new Key("日本 a,b");
  private static final Payload PAYLOAD = Payload.of("{\"x\":\"é\"}");
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final String node = UUID.randomUUID().toString();
  private final RecordedServices services = new RecordedServices();
  private final ManagedChannel cometChannel = InProcessRpc.connect(InProcessRpc.cometName(node));
  private final ManagedChannel messageChannel =
      InProcessRpc.connect(InProcessRpc.messageName(node));
  private final CometService comet = new CometRpcClient(cometChannel, DEADLINE);
  private final MessageService messages = new MessageRpcClient(messageChannel, DEADLINE);
  private Server cometServer = serveComet();
  private final Server messageServer = serveMessages();

  private Server serveComet() {
    return InProcessRpc.serve(InProcessRpc.cometName(node), new CometRpcServer(services));
  }

  private Server serveMessages() {
    return InProcessRpc.serve(InProcessRpc.messageName(node), new MessageRpcServer(services));
  }

  @AfterEach
  void close() {
    InProcessRpc.stop(cometChannel);
    InProcessRpc.stop(messageChannel);
    InProcessRpc.stop(cometServer);
    InProcessRpc.stop(messageServer);
    assertThat(cometChannel.isTerminated() && messageChannel.isTerminated()).isTrue();
    assertThat(cometServer.isTerminated() && messageServer.isTerminated()).isTrue();
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
  void kept_carriesEveryKeysMid_andWhoHasMoved() throws Exception {
    services.answer = CompletableFuture.completedStage(Set.of(new Key("b")));
    assertThat(get(comet.kept(Map.of(new Key("b"), 5L)))).containsExactly(new Key("b"));
    assertThat(services.calls).containsExactly("kept " + Map.of(new Key("b"), 5L));
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
  void save_carriesEveryRecipient_andBringsConflictsBack() throws Exception {
    SaveResult result =
        new SaveResult(
            Set.of(new Key("f")),
            Stream.of(Conflict.Kind.values()).map(kind -> new Conflict(KEY, kind, 8)).toList());
    answerWith(result);
    assertThat(get(messages.save(PAYLOAD, 9, 5, List.of(new Recipient(KEY, Long.MAX_VALUE, 4)))))
        .isEqualTo(result);
    assertThat(services.calls)
        .containsExactly(
            "save {\"x\":\"é\"} 9 5 [Recipient[key=日本 a,b, mid=9223372036854775807, known=4]]");
  }

  @Test
  void keep_carriesEverything_andBringsBackWhatBecameOfKeys() throws Exception {
    Map<Key, PushDetail> kept = Map.of(KEY, new PushDetail(8, true, 0, true));
    answerWith(kept);
    assertThat(get(messages.keep(PAYLOAD, 9, 5, List.of(KEY, new Key("b"))))).isEqualTo(kept);
    assertThat(services.calls).containsExactly("keep {\"x\":\"é\"} 9 5 [日本 a,b, b]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findAfter_bringsMessagesBackInOrder_andWhetherTheyAreAll(boolean complete) throws Exception {
    Backlog found =
        new Backlog(List.of(new Message(4, PAYLOAD), new Message(8, Payload.of("1"))), complete);
    answerWith(found);
    assertThat(get(messages.findAfter(KEY, 3))).isEqualTo(found);
    assertThat(services.calls).containsExactly("findAfter 日本 a,b 3");
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

  private void assertUnavailable(CompletionStage<?> stage, String sentence) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(stage))
        .havingCause()
        .isInstanceOf(ServiceUnavailableException.class)
        .withMessageContaining(sentence);
  }

  @Test
  void serviceThatNeverAnswers_isUnavailableAtTheDeadline() {
    assertUnavailable(comet.stat(), "the comet node did not answer: DEADLINE_EXCEEDED");
    assertUnavailable(messages.delete(KEY), "the message node did not answer: DEADLINE_EXCEEDED");
  }

  @Test
  void serviceThatFails_isUnavailableWithItsSentence() {
    services.answer = CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
    assertUnavailable(messages.findAfter(KEY, 0), "the disk is full");
    assertUnavailable(comet.connections(KEY), "the disk is full");
  }

  @Test
  void serviceThatIsNotThere_isUnavailable() {
    InProcessRpc.stop(cometServer);
    assertUnavailable(comet.stat(), "the comet node did not answer: UNAVAILABLE");
  }

  @Test
  void serviceThatComesLate_answersItsFirstCall() throws Exception {
    InProcessRpc.stop(cometServer);
    for (int i = 0; i < 5; i++) {
      assertUnavailable(comet.stat(), "UNAVAILABLE");
    }
    cometServer = serveComet();
    answerWith(3L);
    assertThat(get(comet.connections(KEY))).isEqualTo(3);
  }

  @Test
  void nameThatIsTaken_isRefused() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(this::serveMessages)
        .withMessageContaining("is taken");
  }
}
