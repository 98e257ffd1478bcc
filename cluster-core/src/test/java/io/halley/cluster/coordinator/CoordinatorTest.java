/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.cluster.ring.KetamaRing;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.CometInstance;
import io.halley.cluster.zookeeper.Membership;
import io.halley.cluster.zookeeper.Registration;
import io.halley.cluster.zookeeper.TestedZooKeeper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
  private final Told told = new Told();
  private final List<ClusterView> views = new CopyOnWriteArrayList<>();
  private TestedZooKeeper zookeeper;
  private Membership coordinating;

  @BeforeEach
  void start() throws Exception {
    zookeeper = new TestedZooKeeper();
    coordinating = zookeeper.join();
    coordinating.onView(views::add);
    LeaderCandidate candidacy = told.stand(coordinating);
    await().until(candidacy::isElected);
  }

  @AfterEach
  void stop() throws Exception {
    zookeeper.close();
  }

  @Test
  void eachJoinLeaveAndChangeOfWeight_isOneNewView() throws Exception {
    Registration<CometInstance> one = zookeeper.join().registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    Registration<CometInstance> two = zookeeper.join().registerComet("two", comet("h:2", 2));
    awaitRing("one/h:1*1", "two/h:2*2");
    one.update(comet("h:1", 3));
    awaitRing("one/h:1*3", "two/h:2*2");
    two.close();
    awaitRing("one/h:1*3");

    assertThat(views).extracting(ClusterView::version).containsExactly(1L, 2L, 3L, 4L);
    assertThat(told.told)
        .containsSubsequence("h:1 of 1", "h:1 of 3", "h:1 of 4")
        .contains("h:2 of 2", "h:2 of 4");
    assertThat(zookeeper.data("/halley/view")).startsWith("{\"version\":4,");
  }

  @Test
  void aNodeThatIsClosed_leavesTheRingBeforeItsEntryGoes() throws Exception {
    Registration<CometInstance> one = zookeeper.join().registerComet("one", comet("h:1", 1));
    Membership other = zookeeper.join();
    Registration<CometInstance> two = other.registerComet("two", comet("h:2", 1));
    awaitRing("one/h:1*1", "two/h:2*1");

    two.close();

    assertThat(ring(other.view().orElseThrow())).containsExactly("one/h:1*1");
    one.close();
    awaitRing();
  }

  @Test
  void nodesThatWereRegisteredByHand_areUnderstood_andMalformedOnesDisturbNobody()
      throws Exception {
    zookeeper.byHand("/gopush-cluster-comet/bad", "{\"rpc\":\"h:1\"}");
    zookeeper.byHand("/gopush-cluster-comet/worse", "tcp://h:1");
    zookeeper.byHand(
        "/gopush-cluster-comet/one",
        "{\"rpc\":[\"h:1\"],\"tcp\":[\"t:1\"],\"ws\":[\"w:1\"],\"weight\":2}");
    zookeeper.operator.create().forPath("/gopush-cluster-comet/empty");
    awaitRing("one/h:1*2");
    String standby = zookeeper.byHand("/gopush-cluster-comet/bad", "{\"rpc\":[\"h:2\"]}");
    awaitRing("bad/h:2*1", "one/h:1*2");
    zookeeper.operator.delete().forPath(standby);
    awaitRing("one/h:1*2");
    assertThat(views.get(0).nodes())
        .containsExactly(new CometNode("one", 2, List.of("h:1"), List.of("t:1"), List.of("w:1")));
  }

  @Test
  void aStandby_takesOver_whenTheActiveInstanceGoes() {
    Registration<CometInstance> active = zookeeper.join().registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    zookeeper.join().registerComet("one", comet("h:2", 1));
    zookeeper.join().registerComet("two", comet("h:3", 1));
    awaitRing("one/h:1*1", "two/h:3*1");

    active.close();

    awaitRing("one/h:2*1", "two/h:3*1");
    assertThat(views).hasSize(3);
    assertThat(told.told).contains("h:2 of 2");
  }

  @Test
  void aNodeWhoseHealthFails_leavesAndComesBack_andIsToldOfBoth() {
    zookeeper.join().registerComet("one", comet("h:1", 1));
    zookeeper.join().registerComet("two", comet("h:2", 1));
    awaitRing("one/h:1*1", "two/h:2*1");

    told.failing.add("h:2");
    awaitRing("one/h:1*1");
    told.failing.clear();
    awaitRing("one/h:1*1", "two/h:2*1");

    long last = views.get(views.size() - 1).version();
    await()
        .untilAsserted(
            () -> assertThat(told.told).contains("h:2 of " + (last - 1), "h:2 of " + last));
  }

  @Test
  void nodesThatDoNotSayThatTheyKnowAView_holdUpNothingForLong() throws Exception {
    told.answers = false;
    zookeeper.join().registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    zookeeper.join().registerComet("two", comet("h:2", 1));
    awaitRing("one/h:1*1", "two/h:2*1");
    await().until(() -> zookeeper.children("/gopush-migrate-lock").isEmpty());
  }

  @Test
  void aViewIsPublished_onlyUnderTheMigrateLock() throws Exception {
    String held = zookeeper.byHand("/gopush-migrate-lock", "");
    zookeeper.operator.delete().forPath(held);
    held = zookeeper.operator.create().forPath("/gopush-migrate-lock/x-lock-0000000000");
    zookeeper.join().registerComet("one", comet("h:1", 1));
    await().until(() -> zookeeper.children("/gopush-migrate-lock").size() == 2);
    assertThat(views).isEmpty();

    zookeeper.operator.delete().forPath(held);

    awaitRing("one/h:1*1");
  }

  @Test
  void aViewThatSomebodyDeletesOrOverwrites_isPublishedAgainWithAHigherVersion() throws Exception {
    zookeeper.join().registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    zookeeper.operator.delete().forPath("/halley/view");
    await().until(() -> views.size() == 2);
    zookeeper.publish(new ClusterView(40, List.of()));
    await().until(() -> views.get(views.size() - 1).version() == 41);
    zookeeper.publish(new ClusterView(3, List.of()));
    await().until(() -> views.get(views.size() - 1).version() == 42);
    zookeeper.operator.setData().forPath("/halley/view", new byte[] {'x'});
    await().until(() -> views.get(views.size() - 1).version() == 43);
    awaitRing("one/h:1*1");
  }

  @Test
  void anotherCandidate_takesOver_whenTheCoordinatorResigns_andVersionsRise() {
    Membership next = zookeeper.join();
    Told by = new Told();
    LeaderCandidate candidacy = by.stand(next);
    zookeeper.join().registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    assertThat(candidacy.isElected()).isFalse();

    coordinating.close();
    await().until(candidacy::isElected);
    List<ClusterView> later = new CopyOnWriteArrayList<>();
    next.onView(later::add);
    zookeeper.join().registerComet("two", comet("h:2", 1));

    await().until(() -> later.size() == 2);
    assertThat(ring(later.get(1))).containsExactly("one/h:1*1", "two/h:2*1");
    assertThat(later).extracting(ClusterView::version).containsExactly(1L, 2L);
    assertThat(by.told).contains("h:1 of 2");
  }

  @Test
  void aCandidate_knowsHowTheRingsNodesAre_beforeItIsElected() {
    zookeeper.join().registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    Told by = new Told();
    LeaderCandidate candidacy = by.stand(zookeeper.join());

    await().until(() -> by.asked.contains("h:1"));

    assertThat(candidacy.isElected()).isFalse();
  }

  @Test
  void theRingOfAView_isTheReferencesRing() {
    zookeeper.join().registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    zookeeper.join().registerComet("two", comet("h:2", 3));
    awaitRing("one/h:1*1", "two/h:2*3");
    KetamaRing reference = new KetamaRing(new TreeMap<>(Map.of("one", 1, "two", 3)));
    ClusterView view = coordinating.view().orElseThrow();
    for (int i = 0; i < 400; i++) {
      assertThat(view.owner(new Key("k" + i)).map(CometNode::name))
          .isEqualTo(reference.owner("k" + i));
    }
  }

  @Test
  void close_ofACoordinator_leavesNoThread() {
    Registration<CometInstance> one = coordinating.registerComet("one", comet("h:1", 1));
    awaitRing("one/h:1*1");
    told.answers = false;
    one.update(comet("h:1", 2));
    await().until(() -> told.told.contains("h:1 of 2"));

    coordinating.close();

    Set<String> names =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .collect(Collectors.toSet());
    assertThat(names).noneMatch(name -> name.startsWith("halley-") || name.contains("Leader"));
  }

  private void awaitRing(String... nodes) {
    await()
        .untilAsserted(
            () ->
                assertThat(coordinating.view().map(CoordinatorTest::ring).orElse(List.of()))
                    .containsExactly(nodes));
  }

  static List<String> ring(ClusterView view) {
    return view.nodes().stream()
        .map(node -> node.name() + "/" + node.rpc().get(0) + "*" + node.weight())
        .toList();
  }

  static CometInstance comet(String rpc, int weight) {
    return new CometInstance(List.of(rpc), List.of(), List.of(), weight);
  }
}
