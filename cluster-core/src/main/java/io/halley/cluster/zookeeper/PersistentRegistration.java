/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.jspecify.annotations.Nullable;

/**
 * A registration that outlives sessions.
 *
 * <p>Curator's recipe takes its old name again after a lost session. The name may belong to another
 * by then, for numbers start anew when the folder was gone for a while, and the recipe would take
 * the other's entry for its own. So each session gets a recipe, and a name, of its own. The entry
 * of the session before goes with that session; until then both name the same process.
 */
final class PersistentRegistration<T> implements Registration<T> {
  private static final System.Logger LOG = System.getLogger(PersistentRegistration.class.getName());

  private final ZooKeeperConnection zookeeper;
  private final CuratorFramework curator;
  private final String folder;
  private final Function<T, byte[]> json;
  private final Duration leave;
  private final ConnectionStateListener listener = (client, state) -> changed(state);
  private byte[] data;
  private Entry entry;
  private boolean closed;

  /**
   * @param leave how long closing waits for the entry to go
   */
  PersistentRegistration(
      ZooKeeperConnection zookeeper,
      String folder,
      Function<T, byte[]> json,
      T instance,
      Duration leave) {
    this.zookeeper = zookeeper;
    this.curator = zookeeper.curator();
    this.folder = folder;
    this.json = json;
    this.leave = leave;
    data = json.apply(instance);
    entry = new Entry(data);
  }

  /** Registers; says whether the entry was there in time. */
  boolean start(Duration deadline) throws InterruptedException {
    curator.getConnectionStateListenable().addListener(listener);
    Entry first;
    synchronized (this) {
      first = entry;
      first.start();
    }
    return first.waitForInitialCreate(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized void changed(ConnectionState state) {
    if (state == ConnectionState.LOST && !closed) {
      entry.abandon();
      entry = new Entry(data);
      entry.start();
    }
  }

  private synchronized void created(Entry created) {
    if (created == entry) {
      created.write(data);
    }
  }

  @Override
  public synchronized void update(T instance) {
    if (closed) {
      throw new IllegalStateException("this registration is closed");
    }
    data = json.apply(instance);
    entry.write(data);
  }

  /** Whether others see it, as far as is known. */
  synchronized boolean isThere() {
    return !closed && zookeeper.isConnected() && entry.getActualPath() != null;
  }

  @Override
  public void close() {
    Entry last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = entry;
    }
    curator.getConnectionStateListenable().removeListener(listener);
    CompletableFuture<Void> gone = last.remove();
    if (!zookeeper.isConnected()) {
      return; // it is removed when ZooKeeper is back, or goes with the session
    }
    try {
      gone.get(leave.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "an entry of " + folder + " stays until its session ends", e);
    }
  }

  /** The entry in one session. */
  private final class Entry extends PersistentNode {
    private final AtomicReference<@Nullable String> made = new AtomicReference<>();

    Entry(byte[] first) {
      // the recipe wants a name before the number; this one leaves it a number
      super(curator, CreateMode.EPHEMERAL_SEQUENTIAL, false, folder + "/0", first);
      getListenable().addListener(this::made);
    }

    /** The recipe makes a second one where the connection comes back while it makes the first. */
    private void made(String path) {
      @Nullable String before = made.getAndSet(path);
      if (before != null && !before.equals(path)) {
        delete(before);
      }
      created(this);
    }

    void write(byte[] wanted) {
      @Nullable String path = getActualPath();
      if (path == null || Arrays.equals(wanted, getData())) {
        return; // not there yet, and written when it is; or known already
      }
      try {
        setData(wanted);
      } catch (Exception e) {
        throw new IllegalStateException("the entry " + path + " was not changed", e);
      }
    }

    /** Lets go of an entry whose session is lost. */
    void abandon() {
      try {
        close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "an entry of " + folder + " was not let go of", e);
      }
    }

    CompletableFuture<Void> remove() {
      abandon();
      @Nullable String path = getActualPath();
      return path == null ? CompletableFuture.completedFuture(null) : delete(path);
    }

    private CompletableFuture<Void> delete(String path) {
      CompletableFuture<Void> gone = new CompletableFuture<>();
      try {
        curator
            .delete()
            .guaranteed()
            .inBackground((client, event) -> gone.complete(null))
            .forPath(path);
      } catch (Exception e) {
        gone.completeExceptionally(e);
      }
      return gone;
    }

    /** Closing must not wait for ZooKeeper, nor delete what may be another's by now. */
    @Override
    protected void deleteNode() {}
  }
}
