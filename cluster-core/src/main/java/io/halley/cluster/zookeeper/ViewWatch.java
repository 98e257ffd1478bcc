/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.ClusterViewJson;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.jspecify.annotations.Nullable;

/** The published view, as far as this process knows. It is never replaced by an older one. */
final class ViewWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ViewWatch.class.getName());

  private final String path;
  private final SerialExecutor thread;
  private final ZnodeWatch watch;
  private volatile @Nullable ClusterView view;
  // these are the thread's own
  private final List<Consumer<ClusterView>> consumers = new ArrayList<>();
  private final List<Runnable> observers = new ArrayList<>();
  private @Nullable ChildData seen;

  ViewWatch(ZooKeeperConnection zookeeper, String path, SerialExecutor thread) {
    this.path = path;
    this.thread = thread;
    watch = ZnodeWatch.one(zookeeper.curator(), path, thread, this::look);
  }

  /** Returns when the view that is published now is known, and says whether that is so. */
  boolean awaitLoaded(Duration deadline) throws InterruptedException {
    if (!watch.awaitLoaded(deadline)) {
      return false;
    }
    CountDownLatch looked = new CountDownLatch(1);
    thread.execute(
        () -> {
          look();
          looked.countDown();
        });
    return looked.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
  }

  Optional<ClusterView> view() {
    return Optional.ofNullable(view);
  }

  void onView(Consumer<ClusterView> consumer) {
    thread.execute(
        () -> {
          consumers.add(consumer);
          view().ifPresent(known -> give(consumer, known));
        });
  }

  /**
   * Calls whenever the znode changed, whatever it holds now, on the thread.
   *
   * @return what ends that
   */
  Runnable onChange(Runnable observer) {
    thread.execute(() -> observers.add(observer));
    return () -> thread.execute(() -> observers.remove(observer));
  }

  String path() {
    return path;
  }

  /** Waits for such a view; says whether it came in time. */
  boolean await(Predicate<ClusterView> wanted, Duration deadline) throws InterruptedException {
    CountDownLatch came = new CountDownLatch(1);
    Consumer<ClusterView> consumer =
        known -> {
          if (wanted.test(known)) {
            came.countDown();
          }
        };
    onView(consumer);
    try {
      return came.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      thread.execute(() -> consumers.remove(consumer));
    }
  }

  /** Looks at what is published. On the thread only. */
  void look() {
    ChildData data = watch.get(path).orElse(null);
    if (Objects.equals(data, seen)) {
      return;
    }
    seen = data;
    List.copyOf(observers).forEach(Runnable::run);
    if (data == null) {
      return;
    }
    ClusterView published;
    try {
      published = ClusterViewJson.read(new String(data.getData(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, path + " is not understood, the view before it stays", e);
      return;
    }
    ClusterView known = view;
    if (known != null && published.version() <= known.version()) {
      if (published.version() < known.version()) {
        LOG.log(
            Level.WARNING,
            "{0} has version {1}, older than {2}, which stays",
            path,
            published.version(),
            known.version());
      }
      return;
    }
    view = published;
    List.copyOf(consumers).forEach(consumer -> give(consumer, published));
  }

  private static void give(Consumer<ClusterView> consumer, ClusterView view) {
    try {
      consumer.accept(view);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "one who was shown view " + view.version() + " failed", e);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
