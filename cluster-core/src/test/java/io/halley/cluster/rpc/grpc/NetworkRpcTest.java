/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.RecordedServices;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.view.CometNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkRpcTest {
  private static final String HOST = "127.0.0.1";
  private static final Duration DEADLINE = Duration.ofMillis(1_500);
  private static final Key KEY = new Key("日本 a,b");

  private final RecordedServices services = new RecordedServices();
  private final NetworkRpc serverRpc = new NetworkRpc(Optional.of("s€cret"));
  private final NetworkRpc clientRpc = new NetworkRpc(Optional.of("s€cret"));
  private final ChannelPool peers = new ChannelPool(clientRpc);
  private final GrpcNodeHealth health = new GrpcNodeHealth(peers);
  private NetworkServer server = serve(0);
  private final String address = HOST + ":" + server.port();

  private NetworkServer serve(int port) {
    NetworkServer opened =
        serverRpc.serve(HOST, port, new CometRpcServer(services), new MessageRpcServer(services));
    opened.serving();
    return opened;
  }

  @AfterEach
  void close() {
    peers.close();
    clientRpc.close();
    server.close();
    serverRpc.close();
    // a thread says that it has ended a little before it has
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("halley-rpc-")));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private CometService comet(String... addresses) {
    return comet(peers, addresses);
  }

  private static CometService comet(ChannelPool peers, String... addresses) {
    return peers.comet(new CometNode("n", 1, List.of(addresses), List.of(), List.of()), DEADLINE);
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

  private boolean answers(CometService comet) throws Exception {
    return comet
        .connections(KEY)
        .handle((n, failure) -> failure == null)
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
  }

  @Test
  void greatestPush_andGreatestAppend_arrive() throws Exception {
    Payload body = Payload.of("\"" + "x".repeat(65_534) + "\"");
    List<Key> keys =
        IntStream.range(0, 10_000).mapToObj(i -> new Key("日".repeat(59) + (10_000 + i))).toList();
    services.answer = CompletableFuture.completedStage(new PushResult(Set.copyOf(keys), Set.of()));
    assertThat(get(peers.comet(node(), Duration.ofSeconds(8)).push(new Push(body, 1, 2), keys)))
        .isEqualTo(new PushResult(Set.copyOf(keys), Set.of()));
    Map<Key, Appended> answers =
        keys.stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), key -> Appended.after(Long.MAX_VALUE, Long.MAX_VALUE)));
    services.answer = CompletableFuture.completedStage(answers);
    List<AppendTarget> targets =
        keys.stream().map(key -> new AppendTarget(key, Long.MAX_VALUE)).toList();
    assertThat(
            get(
                peers
                    .messages(List.of(address), Duration.ofSeconds(8))
                    .append(LogEntry.of(body, Long.MAX_VALUE, Long.MAX_VALUE), targets)))
        .isEqualTo(answers);
  }

  @Test
  void backlogOfMoreThanACallCarries_arrivesWhole() throws Exception {
    byte[] longest = new byte[16 << 20];
    services.stored =
        LongStream.rangeClosed(1, 9)
            .mapToObj(mid -> new Message(mid, Payload.ofUtf8(longest)))
            .toList();
    assertThat(services.stored.stream().mapToLong(message -> message.payload().size()).sum())
        .isGreaterThan(NetworkRpc.MESSAGE_MAX_BYTES);
    MessageService messages = peers.messages(List.of(address), Duration.ofSeconds(30));

    Backlog found = messages.after(KEY, 0).toCompletableFuture().get(60, TimeUnit.SECONDS);

    assertThat(found.messages())
        .extracting(Message::mid)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(found.head()).isEqualTo(9);
    assertThat(found.complete()).isTrue();
    assertThat(get(messages.after(KEY, 8)).messages()).hasSize(1);
  }

  private CometNode node() {
    return new CometNode("n", 1, List.of(address), List.of(), List.of());
  }

  @Test
  void callsOfOneThread_overAConnectionThatStands_arriveInOrder() throws Exception {
    services.answer = CompletableFuture.completedStage(1L);
    CometService comet = peers.comet(node(), Duration.ofSeconds(8));
    get(comet.connections(KEY));
    services.calls.clear();
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(comet.connections(new Key("k" + i)).toCompletableFuture());
    }
    for (CompletableFuture<Long> call : calls) {
      assertThat(get(call)).isEqualTo(1);
    }
    assertThat(services.calls)
        .isEqualTo(
            IntStream.range(0, 200)
                .mapToObj(i -> "connections k" + i)
                .collect(Collectors.toList()));
  }

  @Test
  void serviceThatFails_hasAnswered() {
    services.answer = CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
    assertUnavailable(comet(address).stat(), true, "the disk is full");
  }

  @Test
  void serviceThatNeverAnswers_isUnavailableAtTheDeadline() {
    assertUnavailable(comet(address).stat(), false, "DEADLINE_EXCEEDED");
  }

  @Test
  void callerWithoutTheSecret_isRefused() throws Exception {
    services.answer = CompletableFuture.completedStage(1L);
    for (Optional<String> secret : List.of(Optional.<String>empty(), Optional.of("s€cres"))) {
      try (NetworkRpc rpc = new NetworkRpc(secret);
          ChannelPool stranger = new ChannelPool(rpc)) {
        assertUnavailable(
            comet(stranger, address).connections(KEY), true, "UNAUTHENTICATED (the caller's");
        assertThat(get(new GrpcNodeHealth(stranger).isServing(address))).isFalse();
      }
    }
    assertThat(services.calls).isEmpty();
  }

  @Test
  void serverWithoutASecret_asksForNone() throws Exception {
    services.answer = CompletableFuture.completedStage(1L);
    try (NetworkRpc open = new NetworkRpc(Optional.empty());
        NetworkServer server = open.serve(HOST, 0, new CometRpcServer(services))) {
      assertThat(get(comet(HOST + ":" + server.port()).connections(KEY))).isEqualTo(1);
    }
  }

  @Test
  void health_isBadBeforeTheNodeServes_andWhenItServesNoMore() throws Exception {
    try (NetworkServer other = serverRpc.serve(HOST, 0)) {
      String address = HOST + ":" + other.port();
      assertThat(get(health.isServing(address))).isFalse();
      other.serving();
      assertThat(get(health.isServing(address))).isTrue();
      other.notServing();
      assertThat(get(health.isServing(address))).isFalse();
    }
    assertThat(get(health.isServing(HOST + ":" + server.port()))).isTrue();
  }

  @Test
  void callUnderWay_isAnsweredByAServerThatStops_whoseHealthIsBad() throws Exception {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    services.answer = answer;
    CompletionStage<Long> call = peers.comet(node(), Duration.ofSeconds(8)).connections(KEY);
    await().until(() -> !services.calls.isEmpty());
    CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
    await().until(() -> !get(health.isServing(address)));
    answer.complete(7L);
    assertThat(get(call)).isEqualTo(7);
    stop.get(5, TimeUnit.SECONDS);
  }

  @Test
  void serverThatIsGone_isUnavailableAtOnce_andTheOtherAnswers() throws Exception {
    services.answer = CompletableFuture.completedStage(1L);
    try (NetworkServer other = serve(0)) {
      assertThat(answers(comet(address))).isTrue();
      server.close();
      await().untilAsserted(() -> assertUnavailable(comet(address).stat(), false, "UNAVAILABLE"));
      assertThat(answers(comet(HOST + ":" + other.port()))).isTrue();
      await().until(() -> answers(comet(address, HOST + ":" + other.port())));
    }
  }

  @Test
  void serverThatComesBack_isReached_howeverLongItWasAway() throws Exception {
    services.answer = CompletableFuture.completedStage(1L);
    assertThat(answers(comet(address))).isTrue();
    int port = server.port();
    server.close();
    assertThat(answers(comet(address))).isFalse();
    AtomicInteger attempts = new AtomicInteger();
    Thread refuser;
    try (ServerSocket refusing = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      refuser = new Thread(() -> refuse(refusing, attempts));
      refuser.start();
      // by itself gRPC waits longer after each attempt, and would need a minute for so many
      await().atMost(Duration.ofSeconds(40)).until(() -> attempts.get() >= 8);
    }
    refuser.join();
    server = serve(port);
    await().until(() -> answers(comet(address)));
    assertThat(get(health.isServing(address))).isTrue();
  }

  private static void refuse(ServerSocket port, AtomicInteger attempts) {
    try {
      while (true) {
        port.accept().close();
        attempts.incrementAndGet();
      }
    } catch (IOException e) {
      // the port is closed: there were attempts enough
    }
  }

  @Test
  void serverThatAcceptsAndSaysNothing_isUnavailableAtTheDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = HOST + ":" + silent.getLocalPort();
      assertUnavailable(comet(address).stat(), false, "DEADLINE_EXCEEDED");
      assertThat(get(health.isServing(address))).isFalse();
    }
  }

  @Test
  void linkThatBecomesABlackHole_endsCallsAtTheDeadline() throws Exception {
    services.answer = CompletableFuture.completedStage(1L);
    try (PausableLink link = new PausableLink(server.port())) {
      assertThat(answers(comet(link.address()))).isTrue();
      link.pause();
      assertUnavailable(comet(link.address()).stat(), false, "DEADLINE_EXCEEDED");
      assertThat(get(health.isServing(link.address()))).isFalse();
      // no answer to a ping: the channel gives the connection up, and tries for another
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertUnavailable(comet(link.address()).stat(), false, "UNAVAIL"));
    }
  }

  @Test
  void retain_closesWhatNobodyKnows_andACallOpensItAnew() throws Exception {
    services.answer = CompletableFuture.completedStage(1L);
    CometService comet = comet(address);
    assertThat(answers(comet)).isTrue();
    peers.retain(Set.of(address));
    assertThat(answers(comet)).isTrue();
    peers.retain(Set.of());
    assertThat(answers(comet)).isTrue();
  }

  @Test
  void callsAfterTheEnd_orWithoutAnAddress_areUnavailable() {
    assertUnavailable(comet().stat(), false, "UNAVAILABLE");
    CometService before = comet(address);
    peers.close();
    assertUnavailable(before.stat(), false, "UNAVAILABLE");
    assertUnavailable(comet(address).stat(), false, "UNAVAILABLE");
  }

  @Test
  void addressThatIsTaken_isRefusedWithItsName() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> serve(server.port()))
        .withMessageContaining("the RPC address " + address + " cannot be bound")
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void addressThatIsNone_isRefused() {
    for (String none : new String[] {"host", ":1", "host:x", "host:"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> clientRpc.connect(none));
    }
  }
}
