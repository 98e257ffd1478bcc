/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.RecordedServices;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.rpc.grpc.ChannelPool;
import io.halley.cluster.rpc.grpc.GrpcNodeHealth;
import io.halley.cluster.rpc.grpc.NetworkRpc;
import io.halley.cluster.rpc.grpc.NetworkServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Message nodes behind real ports. */
class MessageNodesTest {
  private static final LogEntry ENTRY = LogEntry.of(Payload.of("{}"), 1, 2);
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final Backlog NOTHING = new Backlog(List.of(), 0, true);
  private static final List<Key> KEYS =
      IntStream.range(0, 60).mapToObj(i -> new Key("k" + i)).toList();

  private final NetworkRpc rpc = new NetworkRpc(Optional.empty());
  private final ChannelPool peers = new ChannelPool(rpc);
  private final RecordedServices one = new RecordedServices();
  private final RecordedServices two = new RecordedServices();
  private final NetworkServer serverOne = serve(one);
  private final NetworkServer serverTwo = serve(two);
  private final LoggedRecords log = new LoggedRecords(MessageNodes.class);
  private final MessageNodes nodes =
      new MessageNodes(peers::messages, new GrpcNodeHealth(peers)::isServing, DEADLINE);

  private NetworkServer serve(RecordedServices services) {
    NetworkServer server = rpc.serve("127.0.0.1", 0, (MessageService) services);
    server.serving();
    return server;
  }

  private static MessageNodes.Node node(NetworkServer server) {
    return new MessageNodes.Node(List.of("127.0.0.1:" + server.port()), 1);
  }

  private void useBoth() {
    nodes.use(List.of(node(serverOne), node(serverTwo)));
  }

  private void bothAnswer(Object answer) {
    one.answer = CompletableFuture.completedStage(answer);
    two.answer = CompletableFuture.completedStage(answer);
  }

  @AfterEach
  void close() {
    log.close();
    nodes.close();
    peers.close();
    serverOne.close();
    serverTwo.close();
    rpc.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static void assertUnavailable(CompletionStage<?> stage, String sentence) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(stage))
        .havingCause()
        .isInstanceOf(ServiceUnavailableException.class)
        .withMessageContaining(sentence);
  }

  private static List<AppendTarget> targets() {
    return KEYS.stream().map(key -> new AppendTarget(key, 4)).toList();
  }

  /** That a message was appended for these keys. */
  private static Map<Key, Appended> appended(Collection<Key> keys) {
    return keys.stream().collect(Collectors.toMap(key -> key, key -> Appended.after(4, 8)));
  }

  /** The keys in what a node was asked for. */
  private static Set<Key> keys(RecordedServices node) {
    return KEYS.stream()
        .filter(
            key ->
                node.calls.stream().anyMatch(call -> call.matches(".*[\\[= ]" + key + "[ ,\\]].*")))
        .collect(Collectors.toSet());
  }

  /** The keys that a node is asked for while both are well; forgets that they were asked. */
  private Set<Key> keysOf(RecordedServices node) throws Exception {
    bothAnswer(NOTHING);
    for (Key key : KEYS) {
      get(nodes.after(key, 0));
    }
    Set<Key> asked = keys(node);
    one.calls.clear();
    two.calls.clear();
    assertThat(asked).isNotEmpty();
    return asked;
  }

  @Test
  void withoutANode_everyCallSaysSo() {
    assertUnavailable(nodes.after(KEYS.get(0), 0), "no message node is known");
    assertUnavailable(nodes.append(ENTRY, targets()), "no message node is known");
    assertUnavailable(nodes.raiseMidCeiling(4), "no message node is known");
  }

  @Test
  void keysOfOneAppend_areSplit_andTheAnswersJoined() throws Exception {
    useBoth();
    Set<Key> ofOne = keysOf(one);
    Set<Key> ofTwo = keysOf(two);
    one.answer = CompletableFuture.completedStage(appended(ofOne));
    Map<Key, Appended> repeated =
        ofTwo.stream().collect(Collectors.toMap(key -> key, key -> Appended.repeated(12)));
    two.answer = CompletableFuture.completedStage(repeated);
    Map<Key, Appended> all = new HashMap<>(appended(ofOne));
    all.putAll(repeated);
    assertThat(get(nodes.append(ENTRY, targets()))).isEqualTo(all);
    assertThat(keys(one)).isNotEmpty();
    assertThat(keys(two)).isNotEmpty().doesNotContainAnyElementsOf(keys(one));
    assertThat(keys(one).size() + keys(two).size()).isEqualTo(KEYS.size());
  }

  @Test
  void acknowledgements_areSplit_andAPartThatFailsIsLeft() throws Exception {
    useBoth();
    List<Acknowledgement> batch = KEYS.stream().map(key -> new Acknowledgement(key, 4)).toList();
    one.answer = CompletableFuture.completedStage(null);
    two.answer = CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
    get(nodes.acknowledge(batch));
    assertThat(keys(one)).isNotEmpty();
    assertThat(keys(two)).isNotEmpty().doesNotContainAnyElementsOf(keys(one));
    one.answer = two.answer;
    assertUnavailable(nodes.acknowledge(batch), "the disk is full");
  }

  @Test
  void keysCalls_goToItsNode() throws Exception {
    useBoth();
    bothAnswer(NOTHING);
    for (int i = 0; i < 5; i++) {
      for (Key key : KEYS) {
        get(nodes.after(key, i));
      }
    }
    assertThat(keys(one)).isNotEmpty();
    assertThat(keys(two)).isNotEmpty().doesNotContainAnyElementsOf(keys(one));
  }

  @Test
  void everyKindOfCall_isCarried() throws Exception {
    useBoth();
    one.answer = CompletableFuture.completedStage(null);
    two.answer = one.answer;
    get(nodes.delete(KEYS.get(0)));
    bothAnswer(true);
    assertThat(get(nodes.addToken(KEYS.get(0), "t"))).isTrue();
    bothAnswer(TokenCheck.NO_CHANNEL);
    assertThat(get(nodes.useToken(KEYS.get(0), "t"))).isEqualTo(TokenCheck.NO_CHANNEL);
    bothAnswer(12L);
    assertThat(get(nodes.raiseMidCeiling(16))).isEqualTo(12);
  }

  @Test
  void nodeThatIsGone_isReplacedByTheOther_atOnce() throws Exception {
    useBoth();
    bothAnswer(NOTHING);
    serverTwo.close();
    for (Key key : KEYS) {
      assertThat(get(nodes.after(key, 0))).isEqualTo(NOTHING);
    }
    bothAnswer(appended(KEYS));
    assertThat(get(nodes.append(ENTRY, targets()))).isEqualTo(appended(KEYS));
    assertThat(keys(one)).hasSize(KEYS.size());
    assertThat(two.calls).isEmpty();
  }

  @Test
  void nodeThatDoesNotAnswer_isReplacedByTheOther() throws Exception {
    useBoth();
    one.answer = CompletableFuture.completedStage(appended(KEYS));
    two.answer = new CompletableFuture<>();
    assertThat(get(nodes.append(ENTRY, targets()))).isEqualTo(appended(KEYS));
    assertThat(keys(two)).isNotEmpty();
    assertThat(keys(one)).hasSize(KEYS.size());
  }

  @Test
  void secondNode_isToldThatTheFirstMayHaveAppended() throws Exception {
    useBoth();
    Set<Key> ofTwo = keysOf(two);
    bothAnswer(appended(KEYS));
    two.answer = new CompletableFuture<>();
    get(nodes.append(ENTRY, targets()));
    assertThat(two.calls).singleElement().asString().startsWith("append {} 1 2 [");
    assertThat(one.calls)
        .hasSize(2)
        .anySatisfy(call -> assertThat(call).startsWith("append {} 1 2 ["))
        .anySatisfy(
            call ->
                assertThat(call)
                    .isEqualTo(
                        "append {} 1 2 again "
                            + KEYS.stream()
                                .filter(ofTwo::contains)
                                .map(key -> key + " above 4")
                                .toList()));
  }

  @Test
  void nodeThatAnswersThatItsStoreFailed_isBelieved() throws Exception {
    useBoth();
    Set<Key> ofOne = keysOf(one);
    one.answer = CompletableFuture.completedStage(appended(KEYS));
    two.answer = CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
    assertThat(get(nodes.append(ENTRY, targets()))).isEqualTo(appended(ofOne));
    assertThat(keys(one)).as("no other node was asked again").isEqualTo(ofOne);
    one.answer = two.answer;
    assertUnavailable(nodes.append(ENTRY, targets()), "the disk is full");
    assertUnavailable(nodes.after(KEYS.get(0), 0), "the disk is full");
  }

  @Test
  void nodeWhoseHealthIsBad_getsNoCalls_untilItIsGoodAgain() throws Exception {
    useBoth();
    bothAnswer(NOTHING);
    serverTwo.notServing();
    await().atMost(Duration.ofSeconds(8)).until(() -> callsAnother(two));
    serverTwo.serving();
    await().atMost(Duration.ofSeconds(8)).until(() -> !callsAnother(two));
  }

  /** Whether calls for all keys go past a node. */
  private boolean callsAnother(RecordedServices node) throws Exception {
    node.calls.clear();
    for (Key key : KEYS) {
      get(nodes.after(key, 0));
    }
    return node.calls.isEmpty();
  }

  @Test
  void withNoHealthyNode_theLeastBadIsAsked() throws Exception {
    AtomicInteger checks = new AtomicInteger();
    Function<String, CompletionStage<Boolean>> bad =
        address -> CompletableFuture.completedStage(checks.incrementAndGet() < 0);
    try (MessageNodes unwell = new MessageNodes(peers::messages, bad, DEADLINE)) {
      unwell.use(List.of(node(serverOne), node(serverTwo)));
      await().atMost(Duration.ofSeconds(8)).until(() -> checks.get() >= 6);
      bothAnswer(NOTHING);
      serverTwo.close();
      for (Key key : KEYS) {
        assertThat(get(unwell.after(key, 0))).isEqualTo(NOTHING);
      }
      serverOne.close();
      assertUnavailable(unwell.after(KEYS.get(0), 0), "the message node did not answer");
    }
  }

  @Test
  void oneNodeAlone_hasTheWholeDeadline() throws Exception {
    List<Duration> shares = new ArrayList<>();
    try (MessageNodes recorded =
        new MessageNodes(
            (addresses, share) -> {
              shares.add(share);
              return one;
            },
            address -> CompletableFuture.completedStage(true),
            DEADLINE)) {
      one.answer = CompletableFuture.completedStage(NOTHING);
      recorded.use(List.of(node(serverOne)));
      get(recorded.after(KEYS.get(0), 0));
      recorded.use(List.of(node(serverOne), node(serverTwo)));
      get(recorded.after(KEYS.get(0), 0));
    }
    assertThat(shares).containsExactly(DEADLINE, DEADLINE.dividedBy(2));
  }

  @Test
  void nodeThatIsListedNoMore_isAskedNoMore() throws Exception {
    useBoth();
    bothAnswer(NOTHING);
    nodes.use(List.of(node(serverTwo), node(serverTwo)));
    for (Key key : KEYS) {
      get(nodes.after(key, 0));
    }
    assertThat(one.calls).isEmpty();
    assertThat(two.calls).hasSize(KEYS.size());
  }

  @Test
  void nodeWithoutAnAddressOrAWeight_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MessageNodes.Node(List.of(), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new MessageNodes.Node(List.of("h:1"), 0));
  }

  @Test
  void secondOutageOfANode_isAWarningAgain_andItsEndIsTold() throws Exception {
    useBoth();
    CompletionStage<Object> done = CompletableFuture.completedStage(appended(KEYS));
    one.answer = done;
    for (int outages = 1; outages <= 2; outages++) {
      two.answer = CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
      get(nodes.append(ENTRY, targets()));
      get(nodes.append(ENTRY, targets()));
      assertThat(log.at(Level.WARNING)).as("one an outage").hasSize(outages);
      two.answer = done;
      int ends = outages;
      await()
          .until(
              () -> {
                get(nodes.append(ENTRY, targets()));
                return log.at(Level.INFO).size() == ends;
              });
    }
  }

  @Test
  void nodeThatAppends_endsNoOutageOfAnother() throws Exception {
    useBoth();
    one.answer = CompletableFuture.completedStage(appended(KEYS));
    two.answer = CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
    long end = System.nanoTime() + Duration.ofMillis(1_200).toNanos();
    int calls = 0;
    while (System.nanoTime() < end) {
      get(nodes.append(ENTRY, targets()));
      calls++;
    }
    assertThat(calls).isPositive();
    assertThat(log.at(Level.WARNING)).hasSize(1);
    assertThat(log.at(Level.INFO)).isEmpty();
  }
}
