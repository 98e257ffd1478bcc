/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.settings.ClusterSettings;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.ClusterViewJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.KillSession;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;

/** A real ZooKeeper with short sessions, and all that a test opens on it. */
public final class TestedZooKeeper {
  public static final Duration SESSION = Duration.ofSeconds(1);

  public final TestingServer server;
  public final CuratorFramework operator;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  public TestedZooKeeper() throws Exception {
    server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, 200, 100), true);
    operator = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
    operator.start();
  }

  ClusterSettings settings() {
    return settings(server.getConnectString(), Duration.ofMillis(600), Duration.ofMillis(1_200));
  }

  static ClusterSettings settings(String connect, Duration leaveAfter, Duration returnAfter) {
    return new ClusterSettings(
        Optional.of(connect),
        SESSION,
        "/gopush-cluster-comet",
        "/gopush-cluster-message",
        "/gopush-migrate-lock",
        "/halley",
        leaveAfter,
        returnAfter,
        "127.0.0.1",
        Optional.empty());
  }

  static Deadlines deadlines() {
    return new Deadlines(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofMillis(100));
  }

  public Membership join() {
    return closedLater(Membership.open(settings(), deadlines()));
  }

  <T extends AutoCloseable> T closedLater(T part) {
    opened.push(part);
    return part;
  }

  /** Ends the session of one who has joined, as ZooKeeper does when it hears nothing of it. */
  public static void kill(Membership membership) throws Exception {
    CuratorFramework curator = membership.connection().curator();
    KillSession.kill(curator.getZookeeperClient().getZooKeeper());
  }

  /** Registers as somebody with a ZooKeeper shell would. */
  public String byHand(String folder, String data) throws Exception {
    operator.create().orSetData().creatingParentsIfNeeded().forPath(folder, new byte[0]);
    return operator
        .create()
        .withMode(CreateMode.PERSISTENT_SEQUENTIAL)
        .forPath(folder + "/", data.getBytes(StandardCharsets.UTF_8));
  }

  public void publish(ClusterView view) throws Exception {
    operator
        .create()
        .orSetData()
        .creatingParentsIfNeeded()
        .forPath("/halley/view", ClusterViewJson.write(view).getBytes(StandardCharsets.UTF_8));
  }

  public String data(String path) throws Exception {
    return new String(operator.getData().forPath(path), StandardCharsets.UTF_8);
  }

  public List<String> children(String path) throws Exception {
    return operator.checkExists().forPath(path) == null
        ? List.of()
        : operator.getChildren().forPath(path).stream().sorted().toList();
  }

  public void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
    operator.close();
    server.close();
  }
}
