/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;

/**
 * What is in ZooKeeper at a path, and whoever looks at it when it changes. While ZooKeeper cannot
 * be reached it shows what was there last.
 */
final class ZnodeWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ZnodeWatch.class.getName());

  private final CuratorCache cache;
  private final CountDownLatch loaded = new CountDownLatch(1);

  /**
   * @param look is called on the thread when everything was read for the first time, and after each
   *     change from then on
   */
  private ZnodeWatch(CuratorCache cache, SerialExecutor thread, Runnable look) {
    this.cache = cache;
    cache
        .listenable()
        .addListener(
            CuratorCacheListener.builder()
                .forInitialized(
                    () -> {
                      loaded.countDown();
                      thread.execute(look);
                    })
                .forAll(
                    (type, before, after) -> {
                      if (isLoaded()) {
                        thread.execute(look);
                      }
                    })
                .build());
    cache.start();
  }

  /** Watches the one znode. */
  static ZnodeWatch one(
      CuratorFramework curator, String path, SerialExecutor thread, Runnable look) {
    return new ZnodeWatch(
        CuratorCache.builder(curator, path)
            .withOptions(CuratorCache.Options.SINGLE_NODE_CACHE)
            .withExceptionHandler(failure -> failed(path, failure))
            .build(),
        thread,
        look);
  }

  /** Watches the znode and everything below it. */
  static ZnodeWatch all(
      CuratorFramework curator, String path, SerialExecutor thread, Runnable look) {
    return new ZnodeWatch(
        CuratorCache.builder(curator, path)
            .withExceptionHandler(failure -> failed(path, failure))
            .build(),
        thread,
        look);
  }

  private static void failed(String path, Exception failure) {
    // it is read again when the connection is back
    LOG.log(Level.DEBUG, "something below " + path + " was not read", failure);
  }

  boolean isLoaded() {
    return loaded.getCount() == 0;
  }

  boolean awaitLoaded(Duration deadline) throws InterruptedException {
    return loaded.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  Optional<ChildData> get(String path) {
    return cache.get(path);
  }

  Stream<ChildData> stream() {
    return cache.stream();
  }

  @Override
  public void close() {
    cache.close();
  }
}
