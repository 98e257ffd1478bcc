/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.child;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** One server of a ZooKeeper ensemble, which ends with its parent. */
public final class ZooKeeperMember {
  private static final int SESSION_MILLIS = 10_000;

  private ZooKeeperMember() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments the server's configuration file, and the {@code host:port} where it serves
   */
  public static void main(String[] arguments) {
    Lifeline.hold(System.in);
    String address = arguments[1];
    Thread announcer = new Thread(() -> announce(address), "zookeeper-announcer");
    announcer.setDaemon(true);
    announcer.start();
    QuorumPeerMain.main(new String[] {arguments[0]});
  }

  /**
   * A session is only made where most of the ensemble agrees, so the first one shows that it does.
   */
  private static void announce(String address) {
    CountDownLatch connected = new CountDownLatch(1);
    try {
      ZooKeeper client =
          new ZooKeeper(
              address,
              SESSION_MILLIS,
              event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                  connected.countDown();
                }
              });
      // without a bound: who started this process has one
      connected.await();
      client.close();
      Ready.say("zookeeper=" + address);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
