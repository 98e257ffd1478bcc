/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.view.ClusterView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalRpcTest {
  private static final Key KEY = new Key("a");
  private static final Push PUSH = new Push(Payload.of("{}"), 0, Push.UNREPEATED);

  private final String node = UUID.randomUUID().toString();

  /** As the modules of a process have them: one each. */
  private final LocalRpc web = new LocalRpc(node, Duration.ofSeconds(10));

  private final LocalRpc comet = new LocalRpc(node, Duration.ofSeconds(10));
  private final RecordedServices services = new RecordedServices();

  @AfterEach
  void close() {
    web.close();
    comet.close();
  }

  private Runnable serve(CometService service) {
    return comet.serve(service);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static void assertUnavailable(CompletionStage<?> stage) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(stage))
        .withCauseInstanceOf(ServiceUnavailableException.class);
  }

  @Test
  void push_reachesTheServiceItself() throws Exception {
    PushResult result = new PushResult(Set.of(KEY), Set.of());
    services.answer = CompletableFuture.completedStage(result);
    Runnable end = serve(services);
    // gRPC would bring a copy
    assertThat(get(web.comet().push(PUSH, List.of(KEY)))).isSameAs(result);
    assertThat(services.calls).containsExactly("push {} 0 0 [a]");
    end.run();
  }

  @Test
  void otherCalls_reachTheServiceToo() throws Exception {
    Runnable end = serve(services);
    services.answer = CompletableFuture.completedStage(7L);
    assertThat(get(web.comet().connections(KEY))).isEqualTo(7);
    services.answer = CompletableFuture.completedStage(true);
    assertThat(get(web.comet().addToken(KEY, "t"))).isTrue();
    end.run();
  }

  @Test
  void pushBeforeAndAfterTheService_isUnavailable() throws Exception {
    assertUnavailable(web.comet().push(PUSH, List.of(KEY)));
    services.answer = CompletableFuture.completedStage(PushResult.done());
    Runnable end = serve(services);
    assertThat(get(web.comet().push(PUSH, List.of(KEY)))).isEqualTo(PushResult.done());
    end.run();
    assertUnavailable(web.comet().push(PUSH, List.of(KEY)));
    assertThat(services.calls).hasSize(1);
  }

  @Test
  void end_waitsForPushesUnderWay() throws Exception {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    services.answer = answer;
    Runnable end = serve(services);
    CompletionStage<PushResult> pushed = web.comet().push(PUSH, List.of(KEY));
    CompletableFuture<Void> ended = CompletableFuture.runAsync(end);
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> ended.get(300, TimeUnit.MILLISECONDS));
    answer.complete(PushResult.done());
    assertThat(get(pushed)).isEqualTo(PushResult.done());
    get(ended);
  }

  @Test
  void pushThatThrows_isNotUnderWay() throws Exception {
    Runnable end = serve(new Throwing(services));
    assertThatIllegalStateException().isThrownBy(() -> web.comet().push(PUSH, List.of(KEY)));
    long begin = System.nanoTime();
    end.run();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(InProcessRpc.STOP_WITHIN);
  }

  @Test
  void save_isWaitedForUntilTheStoreHasDecided_beyondTheDeadline() throws Exception {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    services.answer = answer;
    Runnable end = comet.serve((MessageService) services);
    try (LocalRpc impatient = new LocalRpc(node, Duration.ofMillis(1))) {
      CompletionStage<SaveResult> saved =
          impatient
              .messages()
              .save(Payload.of("{}"), 1, Push.UNREPEATED, List.of(new Recipient(KEY, 4, 0)));
      // whatever has a deadline has passed it
      assertUnavailable(impatient.messages().findAfter(KEY, 0));
      assertThat(saved.toCompletableFuture()).isNotDone();
      answer.complete(SaveResult.done());
      assertThat(get(saved)).isSameAs(SaveResult.done());
    } finally {
      end.run();
    }
  }

  private record Throwing(CometService others) implements CometService {
    @Override
    public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
      throw new IllegalStateException();
    }

    @Override
    public CompletionStage<Set<Key>> kept(Map<Key, Long> mids) {
      return others.kept(mids);
    }

    @Override
    public CompletionStage<Void> adopt(ClusterView view) {
      return others.adopt(view);
    }

    @Override
    public CompletionStage<Boolean> addToken(Key key, String token) {
      return others.addToken(key, token);
    }

    @Override
    public CompletionStage<CometStat> stat() {
      return others.stat();
    }

    @Override
    public CompletionStage<Long> connections(Key key) {
      return others.connections(key);
    }
  }
}
