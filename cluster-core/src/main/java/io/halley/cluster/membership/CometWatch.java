/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.membership;

import java.util.List;
import java.util.function.Predicate;

/** The comet instances that are registered. One thread at a time. */
final class CometWatch implements AutoCloseable {
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
      WorkThread thread,
      Runnable look) {
    this.own = own;
    reader = new RegistrationReader<>(root, 2, RegistrationJson::comet, CometInstance::rpc);
    watch = ZnodeWatch.all(zookeeper.curator(), root, thread, look);
  }

  boolean isLoaded() {
    return watch.isLoaded();
  }

  /** In the order in which they stand in their nodes' lines. */
  List<CometEntry> entries() {
    return reader.read(watch.stream()).stream()
        .map(entry -> new CometEntry(entry.folder(), own.test(entry.value().rpc()), entry.value()))
        .toList();
  }

  @Override
  public void close() {
    watch.close();
  }
}
