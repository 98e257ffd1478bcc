/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.zookeeper.Membership;
import io.halley.cluster.zookeeper.MessageNode;
import io.halley.cluster.zookeeper.TestedZooKeeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ZooKeeper's absence, and lost sessions, do to a cluster: as little as can be. */
class OutageTest {
  private static final String ONE = "/gopush-cluster-comet/one";
  private static final String TWO = "/gopush-cluster-comet/two";

  private final Told told = new Told();
  private final List<ClusterView> views = new CopyOnWriteArrayList<>();
  private final List<List<MessageNode>> messages = new CopyOnWriteArrayList<>();
  private TestedZooKeeper zookeeper;
  private Membership one;
  private Membership standby;
  private Membership two;
  private Membership web;

  @BeforeEach
  void start() throws Exception {
    zookeeper = new TestedZooKeeper();
    web = zookeeper.join();
    web.onView(views::add);
    web.onMessageNodes(messages::add);
    LeaderCandidate candidacy = told.stand(web);
    await().until(candidacy::isElected);
    one = join("one", "h:1");
    standby = join("one", "h:2");
    two = join("two", "h:3");
    two.registerMessage(new MessageNode(List.of("m:1"), 1));
    await().until(() -> views.size() == 2 && messages.size() == 2);
  }

  private Membership join(String name, String rpc) {
    Membership membership = zookeeper.join();
    membership.registerComet(name, CoordinatorTest.comet(rpc, 1));
    told.stand(membership);
    return membership;
  }

  @AfterEach
  void stop() throws Exception {
    zookeeper.close();
  }

  @Test
  void anOutageLongerThanTheSessions_changesNoViewAndNoMessageNodes() throws Exception {
    List<Long> before = List.of(owner(ONE, 0), owner(ONE, 1), owner(TWO, 0));
    zookeeper.server.stop();
    await().until(() -> allDegraded(true));
    await()
        .during(TestedZooKeeper.SESSION.multipliedBy(3))
        .atMost(Duration.ofMinutes(1))
        .until(() -> allDegraded(true));
    assertThat(one.view()).isPresent();

    zookeeper.server.restart();

    await().atMost(Duration.ofSeconds(20)).until(() -> allDegraded(false));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(zookeeper.children(ONE)).hasSize(2);
              assertThat(zookeeper.children(TWO)).hasSize(1);
              assertThat(List.of(owner(ONE, 0), owner(ONE, 1), owner(TWO, 0)))
                  .doesNotContainAnyElementsOf(before);
            });
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(views).hasSize(2);
              assertThat(messages).hasSize(2);
            });
    // and the cluster is alive
    join("three", "h:4");
    await().atMost(Duration.ofSeconds(20)).until(() -> views.size() == 3);
    assertThat(CoordinatorTest.ring(views.get(2)))
        .containsExactly("one/h:1*1", "three/h:4*1", "two/h:3*1");
  }

  @Test
  void aNodeThatDiesInAnOutage_leavesAfterIt() throws Exception {
    zookeeper.server.stop();
    await().until(() -> allDegraded(true));
    told.failing.add("h:3");
    two.close();
    zookeeper.server.restart();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CoordinatorTest.ring(web.view().orElseThrow()).equals(List.of("one/h:1*1")));
  }

  @Test
  void aNodeWhoseSessionIsLost_registersAgain_andKeepsItsPlaceInTheRing() throws Exception {
    long before = owner(TWO, 0);
    String entry = zookeeper.children(TWO).get(0);
    TestedZooKeeper.kill(two);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(zookeeper.children(TWO)).hasSize(1);
              assertThat(owner(TWO, 0)).isNotEqualTo(before);
            });
    // never the name of before, which may be another's after a while
    assertThat(zookeeper.children(TWO).get(0)).isGreaterThan(entry);
    assertThat(views).hasSize(2);
    assertThat(two.isDegraded()).isFalse();
  }

  @Test
  void aCoordinatorWhoseSessionIsLost_isFollowed_andChangesNothing() throws Exception {
    TestedZooKeeper.kill(web);
    Membership three = join("three", "h:4");
    await().atMost(Duration.ofSeconds(20)).until(() -> views.size() == 3);
    assertThat(views).extracting(ClusterView::version).containsExactly(1L, 2L, 3L);
    assertThat(CoordinatorTest.ring(three.view().orElseThrow()))
        .containsExactly("one/h:1*1", "three/h:4*1", "two/h:3*1");
  }

  private boolean allDegraded(boolean degraded) {
    return List.of(one, standby, two, web).stream().allMatch(m -> m.isDegraded() == degraded);
  }

  private long owner(String folder, int place) throws Exception {
    String path = folder + "/" + zookeeper.children(folder).get(place);
    Stat stat = zookeeper.operator.checkExists().forPath(path);
    return stat == null ? 0 : stat.getEphemeralOwner();
  }
}
