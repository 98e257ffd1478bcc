/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.ClusterViewJson;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/** The znode of the view, as a coordinator reads and writes it. Safe for any thread. */
public final class ViewStore {
  private static final System.Logger LOG = System.getLogger(ViewStore.class.getName());

  private final CuratorFramework curator;
  private final String path;

  ViewStore(CuratorFramework curator, String path) {
    this.curator = curator;
    this.path = path;
  }

  /**
   * What the znode holds.
   *
   * @param text the JSON of a view, or whatever somebody put there
   * @param change which one of the znode's changes this is, by ZooKeeper's count
   */
  public record Stored(String text, int change) {
    /** Empty, and logged, where it is no view. */
    public Optional<ClusterView> view() {
      try {
        return Optional.of(ClusterViewJson.read(text));
      } catch (IllegalArgumentException e) {
        LOG.log(Level.WARNING, "what is published is not understood, and is replaced", e);
        return Optional.empty();
      }
    }
  }

  /**
   * Reads; empty where there is no znode. Completes on a thread of Curator's; by failing where
   * ZooKeeper does not answer.
   */
  public CompletionStage<Optional<Stored>> read() {
    CompletableFuture<Optional<Stored>> answer = new CompletableFuture<>();
    try {
      curator.getData().inBackground((client, event) -> answered(event, answer)).forPath(path);
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private void answered(CuratorEvent event, CompletableFuture<Optional<Stored>> answer) {
    KeeperException.Code code = KeeperException.Code.get(event.getResultCode());
    switch (code) {
      case OK -> answer.complete(Optional.of(stored(event.getData(), event.getStat())));
      case NONODE -> answer.complete(Optional.empty());
      default -> answer.completeExceptionally(KeeperException.create(code, path));
    }
  }

  /**
   * Writes, provided that the znode still is as it was read, and that the writer's candidacy, an
   * ephemeral znode, still is there: who was deposed meanwhile writes nothing. Waits for ZooKeeper.
   *
   * @param over what was read; empty: that there was none
   * @param candidacy the path of the ephemeral znode
   * @return what the znode holds now; empty where it was not written for one of these reasons
   * @throws Exception of ZooKeeper's or Curator's, if ZooKeeper does not answer; whether it was
   *     written is not known then
   */
  public Optional<Stored> write(ClusterView view, Optional<Stored> over, String candidacy)
      throws Exception {
    String text = ClusterViewJson.write(view);
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    CuratorOp elected = curator.transactionOp().check().forPath(candidacy);
    CuratorOp put =
        over.isPresent()
            ? curator.transactionOp().setData().withVersion(over.get().change()).forPath(path, data)
            : curator.transactionOp().create().withMode(CreateMode.PERSISTENT).forPath(path, data);
    try {
      Stat stat = curator.transaction().forOperations(elected, put).get(1).getResultStat();
      return Optional.of(new Stored(text, over.isPresent() ? stat.getVersion() : 0));
    } catch (KeeperException.BadVersionException
        | KeeperException.NodeExistsException
        | KeeperException.NoNodeException e) {
      LOG.log(Level.DEBUG, "another one may have written " + path, e);
      return readNow().filter(now -> now.text().equals(text)); // a lost answer, and a second try
    }
  }

  private Optional<Stored> readNow() throws Exception {
    Stat stat = new Stat();
    try {
      byte[] data = curator.getData().storingStatIn(stat).forPath(path);
      return Optional.of(stored(data, stat));
    } catch (KeeperException.NoNodeException e) {
      LOG.log(Level.DEBUG, "there is no " + path, e);
      return Optional.empty();
    }
  }

  private static Stored stored(byte[] data, Stat stat) {
    return new Stored(new String(data, StandardCharsets.UTF_8), stat.getVersion());
  }
}
