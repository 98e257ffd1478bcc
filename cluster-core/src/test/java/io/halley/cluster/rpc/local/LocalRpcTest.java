/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.RecordedServices;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.TokenCheck;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRpcTest {
  private static final Key KEY = new Key("a");
  private static final Push PUSH = new Push(Payload.of("{}"), 0, 1);
  private static final LogEntry ENTRY = LogEntry.of(Payload.of("{}"), 1, 1);
  private static final List<AppendTarget> TARGETS = List.of(new AppendTarget(KEY, 0));

  private final String node = UUID.randomUUID().toString();

  /** As the modules of a process have them: one each. */
  private final LocalRpc web = new LocalRpc(node, Duration.ofSeconds(10));

  /** Its services wait longer for calls under way than any test does. */
  private final LocalRpc server =
      new LocalRpc(node, Duration.ofSeconds(10), Duration.ofSeconds(60));

  private final LocalRpc impatient = new LocalRpc(node, Duration.ofMillis(1));
  private final RecordedServices services = new RecordedServices();

  @AfterEach
  void close() {
    web.close();
    server.close();
    impatient.close();
  }

  private Runnable serveComet() {
    return server.serve((CometService) services);
  }

  private Runnable serveMessages() {
    return server.serve((MessageService) services);
  }

  private void answerWith(Object answer) {
    services.answer = CompletableFuture.completedStage(answer);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static void assertUnavailable(
      CompletionStage<?> stage, boolean answered, String sentence) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(stage))
        .havingCause()
        .isInstanceOf(ServiceUnavailableException.class)
        .withMessageContaining(sentence)
        .matches(e -> ((ServiceUnavailableException) e).isAnswered() == answered);
  }

  @Test
  void call_reachesTheServiceItself_andItsAnswerComesAsItIs() throws Exception {
    PushResult result = new PushResult(Set.of(KEY), Set.of());
    answerWith(result);
    Runnable end = serveComet();
    // gRPC would bring a copy
    assertThat(get(web.comet().push(PUSH, List.of(KEY)))).isSameAs(result);
    assertThat(services.calls).containsExactly("push {} 0 1 [a]");
    end.run();
  }

  @Test
  void callsOfEveryKind_reachTheirService() throws Exception {
    Runnable endComet = serveComet();
    Runnable endMessages = serveMessages();
    answerWith(7L);
    assertThat(get(web.comet().connections(KEY))).isEqualTo(7);
    assertThat(get(web.messages().raiseMidCeiling(4))).isEqualTo(7);
    answerWith(true);
    assertThat(get(web.comet().addToken(KEY, "t"))).isTrue();
    answerWith(TokenCheck.VALID);
    assertThat(get(web.messages().useToken(KEY, "t"))).isEqualTo(TokenCheck.VALID);
    Backlog found = new Backlog(List.of(), 4, true);
    answerWith(found);
    assertThat(get(web.messages().after(KEY, 0))).isSameAs(found);
    services.answer = CompletableFuture.completedStage(null);
    assertThat(get(web.messages().acknowledge(List.of(new Acknowledgement(KEY, 4))))).isNull();
    assertThat(services.calls).hasSize(6);
    endComet.run();
    endMessages.run();
  }

  @Test
  void everyMethodOfAService_returnsAStage() {
    assertThat(
            Stream.of(CometService.class, MessageService.class)
                .flatMap(kind -> Stream.of(kind.getMethods())))
        .isNotEmpty()
        .extracting(Method::getReturnType)
        .containsOnly(CompletionStage.class);
  }

  @Test
  void serviceThatComesLater_goes_andComesBack_isFoundAtOnce() throws Exception {
    answerWith(PushResult.done());
    for (int i = 0; i < 2; i++) {
      assertUnavailable(
          web.comet().push(PUSH, List.of(KEY)),
          false,
          "the comet node did not answer: UNAVAILABLE (nobody serves it in this process)");
      Runnable end = serveComet();
      assertThat(get(web.comet().push(PUSH, List.of(KEY)))).isEqualTo(PushResult.done());
      assertUnavailable(web.messages().after(KEY, 0), false, "the message node did not answer");
      end.run();
    }
    assertUnavailable(web.comet().push(PUSH, List.of(KEY)), false, "UNAVAILABLE");
    assertThat(services.calls).hasSize(2);
  }

  @Test
  void secondServiceOfAName_isRefused_untilTheFirstHasEnded() {
    Runnable end = serveComet();
    assertThatIllegalStateException()
        .isThrownBy(() -> web.serve((CometService) services))
        .withMessage("a CometService of " + node + " is in this process already");
    end.run();
    web.serve((CometService) services).run();
  }

  @Test
  void serviceThatFails_hasAnswered_withItsSentence() {
    Runnable end = serveMessages();
    services.answer = CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
    assertUnavailable(
        web.messages().append(ENTRY, TARGETS),
        true,
        "the message node could not do it: the disk is full");
    assertUnavailable(web.messages().delete(KEY), true, "the disk is full");
    // another's failure to answer is this one's answer
    services.answer =
        CompletableFuture.failedStage(new ServiceUnavailableException("no message node is known"));
    assertUnavailable(web.messages().addToken(KEY, "t"), true, "no message node is known");
    end.run();
  }

  @Test
  void serviceThatThrows_hasAnswered_andTheCallIsNotUnderWay() throws Exception {
    Runnable end = serveMessages();
    services.onCall =
        () -> {
          throw new IllegalStateException("no such thing");
        };
    assertUnavailable(web.messages().after(KEY, 0), true, "no such thing");
    assertUnavailable(web.messages().append(ENTRY, TARGETS), true, "no such thing");
    get(CompletableFuture.runAsync(end));
  }

  @Test
  void callThatIsLate_isUnavailableAtItsCallersDeadline() {
    Runnable end = serveMessages();
    CompletableFuture<Object> answer = new CompletableFuture<>();
    services.answer = answer;
    CompletionStage<Backlog> patient = web.messages().after(KEY, 0);
    assertUnavailable(
        impatient.messages().after(KEY, 0),
        false,
        "the message node did not answer: DEADLINE_EXCEEDED (after 1 ms)");
    assertThat(patient.toCompletableFuture()).isNotDone();
    answer.complete(new Backlog(List.of(), 0, true));
    assertThat(patient.toCompletableFuture()).isCompleted();
    end.run();
  }

  @Test
  void appendAndPush_areWaitedForBeyondTheDeadline() throws Exception {
    CompletableFuture<Object> decision = new CompletableFuture<>();
    services.answer = decision;
    Runnable endMessages = serveMessages();
    Runnable endComet = serveComet();
    CompletionStage<Map<Key, Appended>> appended = impatient.messages().append(ENTRY, TARGETS);
    CompletableFuture<Object> delivery = new CompletableFuture<>();
    services.answer = delivery;
    CompletionStage<PushResult> pushed = impatient.comet().push(PUSH, List.of(KEY));
    // whatever has a deadline has passed it
    CompletableFuture<Object> deletion = new CompletableFuture<>();
    services.answer = deletion;
    assertUnavailable(impatient.messages().delete(KEY), false, "DEADLINE_EXCEEDED");
    assertThat(appended.toCompletableFuture()).isNotDone();
    assertThat(pushed.toCompletableFuture()).isNotDone();
    Map<Key, Appended> decided = Map.of(KEY, Appended.after(0, 4));
    decision.complete(decided);
    assertThat(get(appended)).isSameAs(decided);
    delivery.complete(PushResult.done());
    assertThat(get(pushed)).isSameAs(PushResult.done());
    deletion.complete(null);
    endMessages.run();
    endComet.run();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void end_waitsForCallsUnderWay_whetherTheyHaveADeadline(boolean hasDeadline) throws Exception {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    services.answer = answer;
    Runnable end = serveMessages();
    CompletionStage<?> called =
        hasDeadline ? web.messages().after(KEY, 0) : web.messages().append(ENTRY, TARGETS);
    CompletableFuture<Void> ended = CompletableFuture.runAsync(end);
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> ended.get(300, TimeUnit.MILLISECONDS));
    assertUnavailable(web.messages().delete(KEY), false, "UNAVAILABLE");
    answer.completeExceptionally(new IllegalStateException("too late"));
    assertUnavailable(called, true, "too late");
    get(ended);
    // the second time it does nothing, at once
    get(CompletableFuture.runAsync(end));
  }

  @Test
  void callsAfterTheCallersEnd_areUnavailable_butNotThoseOfOthers() throws Exception {
    answerWith(true);
    Runnable end = serveComet();
    web.close();
    assertUnavailable(web.comet().addToken(KEY, "t"), false, "the comet node did not answer");
    assertThat(get(server.comet().addToken(KEY, "t"))).isTrue();
    end.run();
  }

  @Test
  void standIn_equalsItselfOnly_andSaysWhatItIs() {
    CometService comet = web.comet();
    assertThat(comet).isEqualTo(web.comet()).isNotEqualTo(server.comet());
    assertThat(comet).hasSameHashCodeAs(web.comet());
    assertThat(comet).hasToString("CometService of " + node + " in this process");
    assertThat(services.calls).isEmpty();
  }
}
