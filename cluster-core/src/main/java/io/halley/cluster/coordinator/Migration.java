/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.cluster.zookeeper.SerialExecutor;
import io.halley.cluster.zookeeper.ViewStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.jspecify.annotations.Nullable;

/**
 * Publishes views: under the migrate lock a view is written, and the comet nodes are told. It has a
 * thread of its own, which waits; the lock belongs to the thread.
 */
final class Migration implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Migration.class.getName());

  private final ViewStore store;
  private final InterProcessMutex lock;
  private final ViewNotifier teller;
  private final Supplier<@Nullable String> candidacy;
  private final Duration lockDeadline;
  private final Duration tellDeadline;
  private final SerialExecutor thread = new SerialExecutor("halley-migration");

  /**
   * @param candidacy the path of the coordinator's ephemeral znode; null: it has none now
   */
  Migration(
      InterProcessMutex lock,
      CoordinatorDeadlines deadlines,
      ViewStore store,
      ViewNotifier teller,
      Supplier<@Nullable String> candidacy) {
    this.lock = lock;
    this.store = store;
    this.teller = teller;
    this.candidacy = candidacy;
    lockDeadline = deadlines.lock();
    tellDeadline = deadlines.tell();
  }

  /**
   * Who is told of a view.
   *
   * @param awaited who is waited for
   * @param others who is not, since no answer is expected
   */
  record Audience(List<CometNode> awaited, List<CometNode> others) {}

  /**
   * Publishes a view, when its turn comes.
   *
   * @param over what the znode holds
   * @return what it holds then; empty where it was not written, since the lock was not had or the
   *     znode is another's work by now. Completes on this object's thread.
   */
  CompletionStage<Optional<ViewStore.Stored>> publish(
      ClusterView view, Optional<ViewStore.Stored> over, Audience audience) {
    CompletableFuture<Optional<ViewStore.Stored>> outcome = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            outcome.complete(migrate(view, over, audience));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.completeExceptionally(e);
          } catch (Exception e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome;
  }

  private Optional<ViewStore.Stored> migrate(
      ClusterView view, Optional<ViewStore.Stored> over, Audience audience) throws Exception {
    String elected = candidacy.get();
    if (elected == null) {
      return Optional.empty();
    }
    if (!lock.acquire(lockDeadline.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.log(Level.WARNING, "somebody has the migrate lock for longer than {0}", lockDeadline);
      return Optional.empty();
    }
    try {
      Optional<ViewStore.Stored> stored = store.write(view, over, elected);
      if (stored.isPresent()) {
        LOG.log(
            Level.INFO,
            "view {0} is published, with {1}",
            view.version(),
            view.nodes().stream().map(CometNode::name).toList());
        tell(view, audience);
      }
      return stored;
    } finally {
      release();
    }
  }

  private void tell(ClusterView view, Audience audience) throws InterruptedException {
    audience.others().forEach(node -> tell(node, view));
    CompletableFuture<?>[] answers =
        audience.awaited().stream()
            .map(node -> tell(node, view).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(answers).get(tellDeadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(
          Level.INFO,
          "not every node said that it knows view {0}; who did not has it from ZooKeeper",
          view.version());
    }
  }

  private CompletionStage<Void> tell(CometNode node, ClusterView view) {
    return CompletableFuture.completedStage(node)
        .thenCompose(told -> teller.tell(told, view))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.log(
                    Level.DEBUG, node.name() + " was not told of view " + view.version(), failure);
              }
            });
  }

  private void release() {
    try {
      lock.release();
    } catch (Exception e) {
      // Curator goes on trying, and the lock ends with the session
      LOG.log(Level.INFO, "the migrate lock was not released at once", e);
    }
  }

  /** Stops at once what is under way, and returns when it has ended. */
  @Override
  public void close() {
    thread.close();
  }
}
