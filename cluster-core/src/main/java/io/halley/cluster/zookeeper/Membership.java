/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.settings.ClusterSettings;
import io.halley.cluster.view.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/**
 * This process's part in the cluster, as far as ZooKeeper has it: the registrations, and the view
 * that is published. Safe for any thread; its owner closes it.
 *
 * <p>While ZooKeeper cannot be reached, everything that is known stays as it is, {@link
 * #isDegraded()} says so, and all goes on by itself when it is back.
 */
public final class Membership implements AutoCloseable {
  private final ClusterSettings settings;
  private final Deadlines deadlines;
  private final ZooKeeperConnection zookeeper;
  private final SerialExecutor thread = new SerialExecutor("halley-membership");
  private final ViewWatch views;
  private final MessageWatch messages;
  private final List<Registration<?>> registrations = new CopyOnWriteArrayList<>();
  private final List<Runnable> ends = new CopyOnWriteArrayList<>();

  private Membership(ClusterSettings settings, Deadlines deadlines, ZooKeeperConnection zookeeper) {
    this.settings = settings;
    this.deadlines = deadlines;
    this.zookeeper = zookeeper;
    views = new ViewWatch(zookeeper, settings.viewRoot() + "/view", thread);
    messages = new MessageWatch(zookeeper, settings.messageRoot(), thread);
  }

  /**
   * Connects to ZooKeeper, and knows the view that is published, if there is one, when it returns.
   *
   * @throws MembershipException if that is not possible within 15 seconds, or not at all
   */
  public static Membership open(ClusterSettings settings) {
    return open(settings, Deadlines.USUAL);
  }

  static Membership open(ClusterSettings settings, Deadlines deadlines) {
    ZooKeeperConnection zookeeper = ZooKeeperConnection.open(settings, deadlines.open());
    Membership membership = new Membership(settings, deadlines, zookeeper);
    try {
      membership.load();
      return membership;
    } catch (MembershipException e) {
      membership.close();
      throw e;
    }
  }

  private void load() {
    try {
      if (!views.awaitLoaded(deadlines.open())) {
        throw new MembershipException(
            "The view of the cluster was not read from ZooKeeper at "
                + zookeeper.address()
                + " within "
                + deadlines.open().toSeconds()
                + " seconds; see what ails it, and start this node again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MembershipException("Joining the cluster was interrupted.", e);
    }
    // what a watch should miss around an outage, a look finds
    thread.every(deadlines.beat(), views::look);
    thread.every(deadlines.beat(), messages::look);
  }

  /**
   * Registers an instance of a comet node. Several may have one name: one is active, and the others
   * stand by.
   *
   * @param nodeName the node's name in the ring
   * @return when others see it; closed by the caller, or with this
   * @throws MembershipException if it is not there within 15 seconds
   * @throws IllegalArgumentException if the name cannot be one
   */
  public Registration<CometInstance> registerComet(String nodeName, CometInstance instance) {
    if (nodeName.isBlank() || nodeName.contains("/") || nodeName.matches("\\.{1,2}")) {
      throw new IllegalArgumentException(nodeName + " cannot be the name of a node");
    }
    PersistentRegistration<CometInstance> entry =
        start(settings.cometRoot() + "/" + nodeName, RegistrationJson::write, instance);
    return kept(new CometRegistration(nodeName, instance, entry, views, deadlines.drain()));
  }

  /**
   * Registers a message node.
   *
   * @return when others see it; closed by the caller, or with this
   * @throws MembershipException if it is not there within 15 seconds
   */
  public Registration<MessageNode> registerMessage(MessageNode node) {
    return kept(start(settings.messageRoot(), RegistrationJson::write, node));
  }

  private <T> PersistentRegistration<T> start(String folder, Function<T, byte[]> json, T instance) {
    PersistentRegistration<T> entry =
        new PersistentRegistration<>(zookeeper, folder, json, instance, deadlines.leave());
    Duration deadline = deadlines.register();
    try {
      if (entry.start(deadline)) {
        return entry;
      }
    } catch (InterruptedException e) {
      entry.close();
      Thread.currentThread().interrupt();
      throw new MembershipException("Registering below " + folder + " was interrupted.", e);
    }
    entry.close();
    throw new MembershipException(
        "ZooKeeper at "
            + zookeeper.address()
            + " did not take this node's entry below "
            + folder
            + " within "
            + deadline.toSeconds()
            + " seconds; see that it answers, and that nodes may write there.");
  }

  private <T extends Registration<?>> T kept(T registration) {
    registrations.add(registration);
    return registration;
  }

  /** The newest view that this process knows; empty until the first one was published. */
  public Optional<ClusterView> view() {
    return views.view();
  }

  /**
   * Shows views: soon the one that is known, if there is one, then each newer one, by rising
   * version, all on one thread, which must not be held up. Some may be left out between.
   */
  public void onView(Consumer<ClusterView> consumer) {
    views.onView(consumer);
  }

  /**
   * Shows the message nodes in the order in which they registered: soon the ones that are known,
   * then after each change, on the same thread as views. There may be none at first; when the last
   * one goes, the list stays as it was.
   */
  public void onMessageNodes(Consumer<List<MessageNode>> consumer) {
    messages.onNodes(consumer);
  }

  /**
   * Calls whenever the view's znode changed, whatever it holds now, even where no view follows; on
   * the same thread as views.
   *
   * @return what ends that, soon after it is run
   */
  public Runnable onViewChange(Runnable observer) {
    return views.onChange(observer);
  }

  /** The znode of the view, to read and to write. */
  public ViewStore viewStore() {
    return new ViewStore(zookeeper.curator(), views.path());
  }

  /**
   * Watches the comet instances that are registered.
   *
   * @param changed is called on the thread when all were read, and after each change from then on
   * @return the caller's to close, and to be used on the thread only
   */
  public CometWatch watchComets(SerialExecutor thread, Runnable changed) {
    return new CometWatch(zookeeper, settings.cometRoot(), this::isOwn, thread, changed);
  }

  /** This process's part in the election of a coordinator; the caller starts and closes it. */
  public LeaderLatch election() {
    return new LeaderLatch(zookeeper.curator(), settings.viewRoot() + "/coordinator");
  }

  /** The lock under which a view is published; each call makes another one on the same znode. */
  public InterProcessMutex migrateLock() {
    return new InterProcessMutex(zookeeper.curator(), settings.migrateLock());
  }

  /** What this was opened with. */
  public ClusterSettings settings() {
    return settings;
  }

  /**
   * Has something that needs this end with it, after this process's registrations and before the
   * connection.
   *
   * @param end returns when that has ended; is called at each {@link #close()}, also where that has
   *     ended before
   */
  public void onClose(Runnable end) {
    ends.add(end);
  }

  private boolean isOwn(List<String> rpc) {
    return registrations.stream()
        .anyMatch(own -> own instanceof CometRegistration comet && comet.rpc().equals(rpc));
  }

  /** The connection, for tests that break it. */
  ZooKeeperConnection connection() {
    return zookeeper;
  }

  /** Whether ZooKeeper cannot be reached now. */
  public boolean isDegraded() {
    return !zookeeper.isConnected();
  }

  /**
   * Leaves, and ends everything that this began; returns when it has ended. Further calls do
   * nothing.
   */
  @Override
  public void close() {
    // first, while a coordinator of this process can still publish the ring without this node
    registrations.forEach(Registration::close);
    ends.forEach(Runnable::run);
    views.close();
    messages.close();
    thread.close();
    zookeeper.close();
  }
}
