/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.load;

import io.halley.system.journal.Chronicle;
import io.halley.system.journal.Journal;
import io.halley.system.journal.Outcome;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stored pushes to random keys at a steady rate, until it is stopped. The outcome of each goes into
 * its key's journal. A push without a name is sent once.
 */
public final class PushLoad implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PushLoad.class);
  private static final long TICK_MILLIS = 10;
  private static final Duration REPEAT_AFTER = Duration.ofSeconds(1);
  private static final int MOST_REPEATS = 20;

  /** The share of the answered named pushes that are sent once more. */
  private static final double SENT_AGAIN = 0.1;

  private final Chronicle chronicle;
  private final List<Journal> journals;
  private final LoadPlan plan;
  private final AdminApi api;
  private final Random random = new Random(1);
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger outstanding = new AtomicInteger();
  private final ScheduledFuture<?> ticking;
  private final long start = System.nanoTime();
  private double sent;

  private PushLoad(
      Chronicle chronicle, List<Journal> journals, List<InetSocketAddress> nodes, LoadPlan plan) {
    this.chronicle = chronicle;
    this.journals = journals;
    this.plan = plan;
    this.api = new AdminApi(nodes, plan);
    this.ticking = scheduler.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Begins to push to all keys of the chronicle, through the admin listeners of these nodes. */
  public static PushLoad start(Chronicle chronicle, List<InetSocketAddress> nodes, LoadPlan plan) {
    return new PushLoad(chronicle, chronicle.journals(), List.copyOf(nodes), plan);
  }

  /**
   * Sends no more, and returns when each push has come to its end.
   *
   * @throws IllegalStateException if the load has ended before, by a mistake of its own
   */
  public void stop() {
    if (ticking.isDone()) {
      throw new IllegalStateException("the load has ended by itself", failure());
    }
    ticking.cancel(false);
    Awaitility.await("answers to all pushes")
        .atMost(plan.patience().multipliedBy(MOST_REPEATS))
        .until(() -> outstanding.get() == 0);
  }

  private @Nullable Throwable failure() {
    try {
      ticking.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    }
  }

  /** What is due by now; what is more than may be outstanding is left out, and not made up for. */
  private void tick() {
    double due = (System.nanoTime() - start) / 1e9 * plan.perSecond();
    while (sent < due) {
      sent += plan.keysPerRequest();
      if (outstanding.get() < plan.mostOutstanding()) {
        outstanding.incrementAndGet();
        Push push =
            new Push(chronicle.nextNumber(), someKeys(), random.nextDouble() < plan.namedShare());
        push.sent();
        send(push, 0);
      }
    }
  }

  private List<Journal> someKeys() {
    int count = random.nextDouble() < plan.batchShare() ? plan.batchKeys() : 1;
    List<Journal> chosen = new ArrayList<>(count);
    while (chosen.size() < Math.min(count, journals.size())) {
      Journal journal = journals.get(random.nextInt(journals.size()));
      if (!chosen.contains(journal)) {
        chosen.add(journal);
      }
    }
    return chosen;
  }

  private void send(Push push, int repeats) {
    api.send(push)
        .whenComplete(
            (response, failure) -> {
              if (failure == null) {
                end(push, response);
              } else {
                fail(push, repeats, failure);
              }
            });
  }

  private void end(Push push, HttpResponse<String> response) {
    Answer answer = Answer.of(response);
    answer.conclude(push);
    if (answer.good() && push.isNamed() && ThreadLocalRandom.current().nextDouble() < SENT_AGAIN) {
      push.note("is sent again, though it was answered");
      var unused = api.send(push).whenComplete((again, failure) -> outstanding.decrementAndGet());
    } else {
      outstanding.decrementAndGet();
    }
  }

  private void fail(Push push, int repeats, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
    if (repeats == 0 && neverLeft(cause)) {
      push.conclude(Outcome.FAILED, "not connected");
      outstanding.decrementAndGet();
      return;
    }
    if (cause instanceof HttpTimeoutException) {
      LOG.warn("push {} has no answer after {}", push.number(), plan.patience());
    }
    if (push.isNamed() && repeats < MOST_REPEATS) {
      push.note("is repeated: " + cause);
      scheduler.schedule(
          () -> send(push, repeats + 1), REPEAT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    push.conclude(Outcome.UNKNOWN, cause.toString());
    outstanding.decrementAndGet();
  }

  private static boolean neverLeft(Throwable cause) {
    return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
