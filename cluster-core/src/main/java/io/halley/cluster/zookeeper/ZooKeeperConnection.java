/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.settings.ClusterSettings;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.client.ZKClientConfig;

/** The process's one connection to ZooKeeper, and all threads that belong to it. */
final class ZooKeeperConnection implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ZooKeeperConnection.class.getName());
  private static final Duration END = Duration.ofSeconds(5);

  private final String address;
  private final IsolatedThreads threads = new IsolatedThreads("halley-zookeeper");
  // Curator calls recipes' listeners on it, and does not end the one that it would make itself
  private final SerialExecutor events = new SerialExecutor("halley-zookeeper", threads);
  private final CuratorFramework curator;

  private ZooKeeperConnection(String address, Duration session) {
    this.address = address;
    int sessionMillis = Math.toIntExact(session.toMillis());
    curator =
        CuratorFrameworkFactory.builder()
            .connectString(address)
            // the address is the operator's; the ensemble may know itself by others
            .ensembleTracker(false)
            .zkClientConfig(clientConfig())
            .sessionTimeoutMs(sessionMillis)
            .connectionTimeoutMs(sessionMillis / 2)
            .retryPolicy(new BoundedExponentialBackoffRetry(100, 1_000, 3))
            .threadFactory(threads)
            .runSafeService(events)
            .waitForShutdownTimeoutMs(Math.toIntExact(END.toMillis()))
            .build();
    curator.getConnectionStateListenable().addListener((client, state) -> changed(state));
  }

  /**
   * Without SASL, unless the JVM was told to use it: an application server has a login
   * configuration of its own, in which ZooKeeper's client looks for itself in vain, and says so as
   * an error.
   */
  private static ZKClientConfig clientConfig() {
    ZKClientConfig config = new ZKClientConfig();
    if (System.getProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY) == null) {
      config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
    }
    return config;
  }

  /**
   * Connects, and makes the folders that there must be.
   *
   * @throws MembershipException within a moment after the deadline at the latest
   */
  static ZooKeeperConnection open(ClusterSettings settings, Duration deadline) {
    String address =
        settings
            .zookeeper()
            .orElseThrow(
                () -> new MembershipException("halley.zookeeper.connect is not set; set it."));
    ZooKeeperConnection connection = new ZooKeeperConnection(address, settings.session());
    try {
      connection.connect(settings, deadline);
      return connection;
    } catch (MembershipException e) {
      connection.close();
      throw e;
    }
  }

  private void connect(ClusterSettings settings, Duration deadline) {
    List<String> folders =
        List.of(settings.cometRoot(), settings.messageRoot(), settings.viewRoot());
    try {
      // there, so that the threads that ZooKeeper's client makes have a name of ours
      events
          .submit(
              () -> {
                curator.start();
                curator.blockUntilConnected();
                makeFolders(folders);
                return true;
              })
          .get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new MembershipException(
          "ZooKeeper at "
              + address
              + " did not answer within "
              + deadline.toSeconds()
              + " seconds; start it, or correct halley.zookeeper.connect.",
          e);
    } catch (ExecutionException e) {
      throw refusal(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MembershipException(
          "Connecting to ZooKeeper at " + address + " was interrupted.", e);
    }
  }

  private void makeFolders(List<String> folders) throws Exception {
    if (curator.checkExists().forPath("/") == null) {
      throw new MembershipException(
          "ZooKeeper at "
              + address
              + " has no such chroot; create it, or correct"
              + " halley.zookeeper.connect.");
    }
    for (String folder : folders) {
      if (curator.checkExists().forPath(folder) == null) {
        try {
          curator.create().creatingParentsIfNeeded().forPath(folder, new byte[0]);
        } catch (KeeperException.NodeExistsException e) {
          LOG.log(Level.DEBUG, "{0} was made by another node just now", folder);
        }
      }
    }
  }

  private MembershipException refusal(Throwable cause) {
    if (cause instanceof MembershipException refusal) {
      return refusal;
    }
    if (cause instanceof KeeperException.NoAuthException denied) {
      return new MembershipException(
          "ZooKeeper at "
              + address
              + " does not permit this node to create "
              + denied.getPath()
              + "; create it and let nodes write there, or choose another root"
              + " (halley.zookeeper.*-root).",
          denied);
    }
    return new MembershipException(
        "ZooKeeper at "
            + address
            + " cannot be used: "
            + cause
            + "; correct halley.zookeeper.connect.",
        cause);
  }

  private void changed(ConnectionState state) {
    if (state.isConnected()) {
      LOG.log(Level.INFO, "ZooKeeper at {0}: {1}", address, state);
    } else {
      LOG.log(
          Level.WARNING,
          "ZooKeeper at {0}: {1}; this node keeps the view that it has, and goes on trying",
          address,
          state);
    }
  }

  CuratorFramework curator() {
    return curator;
  }

  String address() {
    return address;
  }

  boolean isConnected() {
    return curator.getZookeeperClient().isConnected();
  }

  /** Ends the session, and with it what is ephemeral; returns when the threads have ended. */
  @Override
  public void close() {
    curator.close();
    events.close();
    threads.awaitEnd(END);
  }
}
