/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.util.List;
import java.util.function.Predicate;

/**
 * The registered comet instances. While ZooKeeper cannot be reached, they stay those that were
 * registered last. For one thread, the one given to {@link Membership#watchComets}; its owner
 * closes it.
 */
public final class CometWatch implements AutoCloseable {
  private final ZnodeWatch watch;
  private final RegistrationReader<CometInstance> reader;
  private final Predicate<List<String>> own;

  /**
   * @param own whether the RPC addresses are those of an instance in this process
   * @param look is called on the thread when all were read, and after each change from then on
   */
  CometWatch(
      ZooKeeperConnection zookeeper,
      String root,
      Predicate<List<String>> own,
      SerialExecutor thread,
      Runnable look) {
    this.own = own;
    reader = new RegistrationReader<>(root, 2, RegistrationJson::comet, CometInstance::rpc);
    watch = ZnodeWatch.all(zookeeper.curator(), root, thread, look);
  }

  /** Whether all were read once; until then {@link #entries()} may lack some. */
  public boolean isLoaded() {
    return watch.isLoaded();
  }

  /**
   * Each instance once, by its node's name, and in the order in which they stand in their nodes'
   * lines. What is not understood is left out, and logged once.
   */
  public List<CometEntry> entries() {
    return reader.read(watch.stream()).stream()
        .map(entry -> new CometEntry(entry.folder(), own.test(entry.value().rpc()), entry.value()))
        .toList();
  }

  /** Ends the watching; a call that is on its way to the thread may still come. */
  @Override
  public void close() {
    watch.close();
  }
}
