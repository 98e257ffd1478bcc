/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.cluster;

import io.halley.system.node.Folders;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.system.node.RedisProcess;
import io.halley.testkit.process.FreePorts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * ZooKeeper, a store, and nodes of each role, every one a process of its own but for ZooKeeper. All
 * of it is gone when {@link #close} returns. For one thread.
 */
public final class ClusterUnderTest implements AutoCloseable {
  /** A node that starts takes a processor for itself. */
  private static final int STARTING_AT_A_TIME = 2;

  private final ZooKeeperEnsemble zooKeeper;
  private final List<String> storeOptions;
  private final Optional<RpcDetour> detour;
  private AutoCloseable store;
  private final List<ClusterNode> messages = new ArrayList<>();
  private final List<ClusterNode> comets = new ArrayList<>();
  private final List<ClusterNode> webs = new ArrayList<>();

  private ClusterUnderTest(
      ZooKeeperEnsemble zooKeeper,
      AutoCloseable store,
      List<String> storeOptions,
      Optional<RpcDetour> detour) {
    this.zooKeeper = zooKeeper;
    this.store = store;
    this.storeOptions = storeOptions;
    this.detour = detour;
  }

  /** Starts everything, on a Redis, and waits until all nodes are ready. */
  public static ClusterUnderTest start(int comets, int messages, int webs) {
    return startOnRedis(Optional.empty(), comets, messages, webs);
  }

  /**
   * The same where one node reaches another by a way of its own.
   *
   * @param detour between two of the nodes; left open
   */
  public static ClusterUnderTest startWith(RpcDetour detour, int comets, int messages, int webs) {
    return startOnRedis(Optional.of(detour), comets, messages, webs);
  }

  private static ClusterUnderTest startOnRedis(
      Optional<RpcDetour> detour, int comets, int messages, int webs) {
    RedisProcess redis = RedisProcess.start(FreePorts.one(), Folders.create("cluster-redis"));
    List<String> options = List.of("--store", "redis", "-Dhalley.redis.uri=" + redis.uri());
    ClusterUnderTest cluster =
        new ClusterUnderTest(ZooKeeperEnsemble.start(), redis, options, detour);
    return cluster.started(comets, messages, webs);
  }

  /**
   * Starts everything on a store, and waits until all nodes are ready.
   *
   * @param store closed with the cluster
   * @param storeOptions what a message node is told of the store
   */
  public static ClusterUnderTest startOn(
      AutoCloseable store, String[] storeOptions, int comets, int messages, int webs) {
    ClusterUnderTest cluster =
        new ClusterUnderTest(
            ZooKeeperEnsemble.start(), store, List.of(storeOptions), Optional.empty());
    return cluster.started(comets, messages, webs);
  }

  private ClusterUnderTest started(int cometCount, int messageCount, int webCount) {
    try {
      add(cometCount, messageCount, webCount);
      return this;
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private void add(int cometCount, int messageCount, int webCount) {
    for (int i = 1; i <= messageCount; i++) {
      List<String> options = new ArrayList<>(storeOptions);
      options.add("-Dhalley.message.rpc-port=" + FreePorts.one());
      messages.add(node(Role.MESSAGE, i, options.toArray(String[]::new)));
    }
    for (int i = 1; i <= cometCount; i++) {
      comets.add(comet(i));
    }
    for (int i = 1; i <= webCount; i++) {
      webs.add(node(Role.WEB, i));
    }
    startAll();
  }

  /** Comets after messages and webs last: a node may need those that it calls to become ready. */
  private void startAll() {
    List<ClusterNode> all = new ArrayList<>(messages);
    all.addAll(comets);
    all.addAll(webs);
    ExecutorService starters = Executors.newFixedThreadPool(STARTING_AT_A_TIME);
    try {
      List<Future<?>> started = new ArrayList<>();
      all.forEach(node -> started.add(starters.submit(node::start)));
      for (Future<?> one : started) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the cluster does not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      end(starters);
    }
  }

  /** Returns when nobody starts a node any more, or {@link #close} would miss it. */
  private static void end(ExecutorService starters) {
    starters.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!starters.awaitTermination(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nodes are still starting");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ClusterNode comet(int number) {
    return node(Role.COMET, number, "-Dhalley.comet.rpc-port=" + FreePorts.one());
  }

  private ClusterNode node(Role role, int number, String... options) {
    String roleName = role.name().toLowerCase(Locale.ROOT);
    String name = roleName + number;
    Path data = Folders.create("cluster-" + name);
    NodeSetup setup =
        NodeSetup.of(
                NodeKind.MICRO,
                data,
                role.listeners(),
                List.of(
                    "--role", roleName, "--name", name, "--zookeeper", zooKeeper.connectString()))
            .withOptions(options);
    return new ClusterNode(name, detour.map(way -> way.applied(name, setup)).orElse(setup));
  }

  /** Starts one more comet node. */
  public ClusterNode joinComet() {
    ClusterNode comet = comet(comets.size() + 1);
    comets.add(comet);
    comet.start();
    return comet;
  }

  /** The ensemble that all nodes use. */
  public ZooKeeperEnsemble zooKeeper() {
    return zooKeeper;
  }

  /** Kills Redis, which the cluster must be on, and starts it again on the same port and data. */
  public void restartRedis() {
    store = ((RedisProcess) store).killAndRestart();
  }

  /** All comet nodes. */
  public List<ClusterNode> comets() {
    return List.copyOf(comets);
  }

  /** All message nodes. */
  public List<ClusterNode> messages() {
    return List.copyOf(messages);
  }

  /** All web nodes. */
  public List<ClusterNode> webs() {
    return List.copyOf(webs);
  }

  /** A listener of every web node. */
  public List<InetSocketAddress> webs(Listener listener) {
    return webs.stream().map(web -> web.address(listener)).toList();
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>(webs);
    all.addAll(comets);
    all.addAll(messages);
    all.add(store);
    all.add(zooKeeper);
    IllegalStateException failure = null;
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception | AssertionError e) {
        // the others have to end nevertheless
        if (failure == null) {
          failure = new IllegalStateException("not everything ended well", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
