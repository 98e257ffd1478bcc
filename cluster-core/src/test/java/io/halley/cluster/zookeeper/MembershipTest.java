/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.settings.ClusterSettings;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final CometInstance COMET =
      new CometInstance(List.of("h:6970"), List.of("h:6969"), List.of("h:6968"), 1);
  private static final MessageNode MESSAGE = new MessageNode(List.of("h:8070"), 1);
  private static final String FOLDER = "/gopush-cluster-comet/node1";

  private TestedZooKeeper zookeeper;

  @BeforeEach
  void start() throws Exception {
    zookeeper = new TestedZooKeeper();
  }

  @AfterEach
  void stop() throws Exception {
    zookeeper.close();
  }

  @Test
  void comet_isRegisteredWhenTheCallReturns_asTheReferenceRegisters() throws Exception {
    zookeeper.join().registerComet("node1", COMET);

    List<String> entries = zookeeper.children(FOLDER);
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0)).matches("\\d+");
    assertThat(zookeeper.data(FOLDER + "/" + entries.get(0)))
        .isEqualTo("{\"rpc\":[\"h:6970\"],\"tcp\":[\"h:6969\"],\"ws\":[\"h:6968\"],\"weight\":1}");
    assertThat(
            zookeeper
                .operator
                .checkExists()
                .forPath(FOLDER + "/" + entries.get(0))
                .getEphemeralOwner())
        .isNotZero();
  }

  @Test
  void registration_isGoneWhenCloseReturns() throws Exception {
    Membership membership = zookeeper.join();
    Registration<CometInstance> comet = membership.registerComet("node1", COMET);
    Registration<MessageNode> message = membership.registerMessage(MESSAGE);

    comet.close();
    message.close();
    message.close();

    assertThat(zookeeper.children(FOLDER)).isEmpty();
    assertThat(zookeeper.children("/gopush-cluster-message")).isEmpty();
  }

  @Test
  void registration_thatIsUpdated_keepsItsPlace() throws Exception {
    Registration<CometInstance> comet = zookeeper.join().registerComet("node1", COMET);
    List<String> entries = zookeeper.children(FOLDER);

    comet.update(new CometInstance(COMET.rpc(), COMET.tcp(), COMET.webSocket(), 7));

    await()
        .untilAsserted(
            () -> assertThat(zookeeper.data(FOLDER + "/" + entries.get(0))).contains(":7}"));
    assertThat(zookeeper.children(FOLDER)).isEqualTo(entries);
  }

  @Test
  void nodeName_thatCannotBeAFolder_isRefused() {
    Membership membership = zookeeper.join();
    for (String name : List.of("", " ", "a/b", ".", "..")) {
      assertThatIllegalArgumentException().isThrownBy(() -> membership.registerComet(name, COMET));
    }
  }

  @Test
  void view_thatIsPublishedAlready_isKnownWhenOpenReturns() throws Exception {
    zookeeper.publish(view(3, "a"));
    assertThat(zookeeper.join().view().orElseThrow().version()).isEqualTo(3);
  }

  @Test
  void views_areShownInOrder_butNeverAnOlderOneOrWhatIsNone() throws Exception {
    Membership membership = zookeeper.join();
    List<Long> shown = new CopyOnWriteArrayList<>();
    membership.onView(
        view -> {
          shown.add(view.version());
          throw new IllegalStateException("a consumer that fails disturbs nobody");
        });
    assertThat(membership.view()).isEmpty();

    zookeeper.publish(view(5, "a"));
    await().until(() -> shown.contains(5L));
    zookeeper.operator.delete().forPath("/halley/view");
    zookeeper.publish(view(4, "a"));
    zookeeper.operator.setData().forPath("/halley/view", "{".getBytes(StandardCharsets.UTF_8));
    zookeeper.publish(view(6, "a", "b"));

    await().until(() -> shown.contains(6L));
    assertThat(shown).containsExactly(5L, 6L);
    assertThat(membership.view().orElseThrow().nodes()).hasSize(2);
    List<Long> late = new CopyOnWriteArrayList<>();
    membership.onView(view -> late.add(view.version()));
    await().until(() -> late.equals(List.of(6L)));
  }

  @Test
  void messageNodes_areShownAsTheyComeAndGo_exceptTheLast() throws Exception {
    Membership watching = zookeeper.join();
    List<List<MessageNode>> shown = new CopyOnWriteArrayList<>();
    watching.onMessageNodes(shown::add);
    await().until(() -> shown.equals(List.of(List.of())));

    String byHand = zookeeper.byHand("/gopush-cluster-message", "{\"rpc\":[\"i:1\"]}");
    zookeeper.byHand("/gopush-cluster-message", "i:1,i:2");
    MessageNode hand = new MessageNode(List.of("i:1"), 1);
    await().until(() -> last(shown).equals(List.of(hand)));
    Registration<MessageNode> message = zookeeper.join().registerMessage(MESSAGE);
    await().until(() -> last(shown).equals(List.of(hand, MESSAGE)));
    zookeeper.operator.delete().forPath(byHand);
    await().until(() -> last(shown).equals(List.of(MESSAGE)));
    message.close();
    MessageNode other = new MessageNode(List.of("j:1"), 3);
    zookeeper.join().registerMessage(other);
    await().until(() -> last(shown).equals(List.of(other)));
    assertThat(shown.subList(1, shown.size())).doesNotContain(List.of());
  }

  @Test
  void open_whereNobodyAnswers_failsInTimeAndSaysWhere() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertRefused("127.0.0.1:" + port, "127.0.0.1:" + port, "did not answer", "start it");
  }

  @Test
  void open_withAChrootThatIsNot_failsAndSaysSo() {
    assertRefused(
        zookeeper.server.getConnectString() + "/nowhere", "/nowhere", "chroot", "create it");
  }

  @Test
  void open_withAnAddressThatIsNone_failsAndSaysSo() {
    assertRefused("127.0.0.1:port", "127.0.0.1:port", "halley.zookeeper.connect");
  }

  @Test
  void open_withoutPermission_failsAndSaysWhere() throws Exception {
    zookeeper.operator.create().forPath("/locked");
    zookeeper
        .operator
        .setACL()
        .withACL(List.of(new ACL(Perms.READ, Ids.ANYONE_ID_UNSAFE)))
        .forPath("/locked");
    assertRefused(
        zookeeper.server.getConnectString() + "/locked", "permit", "/gopush-cluster-comet");
  }

  @Test
  void close_leavesNoThreadAndNoEntry() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Membership membership = Membership.open(zookeeper.settings(), TestedZooKeeper.deadlines());
    membership.registerComet("node1", COMET);
    membership.registerMessage(MESSAGE);
    Set<String> own =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .map(Thread::getName)
            .filter(name -> name.startsWith("halley-"))
            .collect(Collectors.toSet());

    membership.close();

    assertThat(own).isNotEmpty();
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .noneMatch(name -> name.startsWith("halley-") || name.startsWith("Curator-Leader"));
    assertThat(zookeeper.children(FOLDER)).isEmpty();
    assertThat(zookeeper.children("/gopush-cluster-message")).isEmpty();
  }

  private static void assertRefused(String connect, String... parts) {
    ClusterSettings settings =
        TestedZooKeeper.settings(connect, Duration.ofSeconds(1), Duration.ofSeconds(1));
    Deadlines usual = Deadlines.USUAL;
    Deadlines deadlines =
        new Deadlines(
            Duration.ofSeconds(2), usual.register(), usual.drain(), usual.leave(), usual.beat());
    assertThatThrownBy(() -> Membership.open(settings, deadlines))
        .isInstanceOf(MembershipException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .noneMatch(name -> name.startsWith("halley-"));
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  private static ClusterView view(long version, String... names) {
    return new ClusterView(
        version,
        List.of(names).stream()
            .map(name -> new CometNode(name, 1, List.of(name + ":1"), List.of(), List.of()))
            .toList());
  }
}
