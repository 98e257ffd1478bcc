/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.testkit.log.LoggedLines;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncRepliesTest {
  private static final int BODY_MAX_BYTES = 8;
  private static final String OK = "{\"ret\":0}";
  private static final String INTERNAL_ERROR = "{\"ret\":65535}";

  private final Queue<Runnable> writes = new ArrayDeque<>();
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final AsyncReplies answers =
      new AsyncReplies(Duration.ofMinutes(1), BODY_MAX_BYTES, writes::add, timer);

  @AfterEach
  void stopTimer() {
    timer.shutdownNow();
  }

  private static Function<byte[], CompletionStage<ApiResult>> ending(
      CompletionStage<ApiResult> stage) {
    return body -> stage;
  }

  private boolean isTaken(FakeExchange exchange, CompletionStage<ApiResult> stage) {
    return answers.pastJaxRs(exchange.request(), exchange.response(), ending(stage));
  }

  private static FakeExchange withHeader(String name, String... values) {
    return new FakeExchange("", Map.of(name, List.of(values)), 1, "1");
  }

  @Test
  void answerThatIsThere_isWrittenAtOnce() {
    FakeExchange exchange = FakeExchange.whole("", "1");
    assertThat(isTaken(exchange, CompletableFuture.completedStage(ApiResult.OK))).isTrue();
    assertThat(exchange.answer()).isEqualTo(OK);
    assertThat(exchange.answerHeaders)
        .containsOnly(
            Map.entry("Content-Length", "9"),
            Map.entry("Content-Type", "application/json;charset=utf-8"));
    assertThat(exchange.isHeld()).isFalse();
  }

  @Test
  void answerThatComesLater_isLeftToAWriter() {
    FakeExchange exchange = FakeExchange.whole("", "1");
    CompletableFuture<ApiResult> stage = new CompletableFuture<>();
    assertThat(isTaken(exchange, stage)).isTrue();
    assertThat(exchange.isHeld()).isTrue();
    stage.complete(ApiResult.OK);
    assertThat(exchange.answer()).as("whoever ends the stage must not write").isEmpty();

    writes.remove().run();
    assertThat(exchange.answer()).isEqualTo(OK);
    assertThat(exchange.completed).isCompleted();
    assertThat(timer.getQueue()).allMatch(task -> ((Future<?>) task).isDone());
  }

  @Test
  void answerThatDoesNotCome_isAFailure_andWhatComesTooLateIsNotWritten() throws Exception {
    CompletableFuture<Void> written = new CompletableFuture<>();
    AsyncReplies hasty =
        new AsyncReplies(
            Duration.ZERO,
            BODY_MAX_BYTES,
            write -> {
              write.run();
              written.complete(null);
            },
            timer);
    FakeExchange exchange = FakeExchange.whole("", "1");
    CompletableFuture<ApiResult> stage = new CompletableFuture<>();
    assertThat(hasty.pastJaxRs(exchange.request(), exchange.response(), ending(stage))).isTrue();
    written.get(10, TimeUnit.SECONDS);
    stage.complete(ApiResult.OK);
    assertThat(exchange.answer()).isEqualTo(INTERNAL_ERROR);
    assertThat(exchange.completed).isCompleted();
  }

  @Test
  void workThatFailsOrThrows_isAFailure() {
    FakeExchange failing = FakeExchange.whole("", "1");
    assertThat(isTaken(failing, CompletableFuture.failedStage(new IllegalStateException())))
        .isTrue();
    assertThat(failing.answer()).isEqualTo(INTERNAL_ERROR);

    FakeExchange throwing = FakeExchange.whole("", "1");
    Function<byte[], CompletionStage<ApiResult>> work =
        body -> {
          throw new IllegalStateException();
        };
    assertThat(answers.pastJaxRs(throwing.request(), throwing.response(), work)).isTrue();
    assertThat(throwing.answer()).isEqualTo(INTERNAL_ERROR);
  }

  @Test
  void clientThatHasGone_leavesNothingHeld() {
    FakeExchange exchange = FakeExchange.whole("", "1");
    CompletableFuture<ApiResult> stage = new CompletableFuture<>();
    assertThat(isTaken(exchange, stage)).isTrue();
    exchange.gone = true;
    stage.complete(ApiResult.OK);
    writes.remove().run();
    assertThat(exchange.completed).isCompleted();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 5, 9})
  void bodyThatIsNotAllHere_orTooLong_orOfNoLength_isLeftToJaxRs(long declared) {
    FakeExchange exchange = new FakeExchange("", Map.of(), declared, "1234");
    assertThat(isTaken(exchange, CompletableFuture.completedStage(ApiResult.OK))).isFalse();
    assertThat(exchange.unread()).isEqualTo(4);
    assertThat(exchange.answer()).isEmpty();
  }

  @Test
  void bodyOfTheNextRequest_isNotRead() {
    FakeExchange exchange = new FakeExchange("", Map.of(), 3, "1234");
    assertThat(isTaken(exchange, CompletableFuture.completedStage(ApiResult.OK))).isTrue();
    assertThat(exchange.unread()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/x-www-form-urlencoded",
        "text/plain"
      })
  void usualContentTypes_areTaken(String type) {
    FakeExchange exchange = withHeader("Content-Type", type);
    assertThat(isTaken(exchange, CompletableFuture.completedStage(ApiResult.OK))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json", "application/json, text/plain, */*"})
  void usualAcceptedTypes_areTaken(String accepted) {
    FakeExchange exchange = withHeader("Accept", accepted);
    assertThat(isTaken(exchange, CompletableFuture.completedStage(ApiResult.OK))).isTrue();
  }

  @Test
  void headersThatJaxRsMightRefuse_areLeftToIt() {
    for (FakeExchange exchange :
        List.of(
            withHeader("Content-Type", "garbage"),
            withHeader("Content-Type", ""),
            withHeader("Content-Type", "text/plain", "text/plain"),
            withHeader("Accept", "*/*;q=2"),
            withHeader("Accept", "text/plain,"))) {
      assertThat(isTaken(exchange, CompletableFuture.completedStage(ApiResult.OK))).isFalse();
      assertThat(exchange.unread()).isEqualTo(1);
    }
  }

  @Test
  void secondOutage_isAWarningAgain_andItsEndIsTold() {
    CompletionStage<ApiResult> failed =
        CompletableFuture.failedStage(new ServiceUnavailableException("as a test asked for"));
    try (LoggedLines log = new LoggedLines(AsyncReplies.class)) {
      for (int outages = 1; outages <= 2; outages++) {
        isTaken(FakeExchange.whole("", "1"), failed);
        isTaken(FakeExchange.whole("", "1"), failed);
        assertThat(log.warnings()).as("one an outage").hasSize(outages);
        int ends = outages;
        await()
            .until(
                () -> {
                  isTaken(
                      FakeExchange.whole("", "1"), CompletableFuture.completedStage(ApiResult.OK));
                  return log.infos().size() == ends;
                });
      }
    }
  }
}
