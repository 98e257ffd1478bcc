/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.ClosedLoop;
import io.halley.bench.load.HttpPool;
import io.halley.bench.load.PushRequests;
import io.halley.bench.load.Rate;
import io.halley.bench.load.Stamp;
import io.halley.bench.node.Listener;
import io.halley.bench.report.Figures;
import io.halley.bench.report.Outcome;
import io.halley.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Pushes to one key each, as many as 32 clients get answered; nobody is subscribed. */
final class PushRate implements Workload {
  private static final int CLIENTS = 32;
  private static final int KEYS = 10_000;
  private static final int EXPIRE_SECONDS = 600;

  private final String name;
  private final String what;
  private final boolean stored;
  private final String reference;
  private final double goal;
  private int next;

  private PushRate(String name, String what, boolean stored, String reference, double goal) {
    this.name = name;
    this.what = what;
    this.stored = stored;
    this.reference = reference;
    this.goal = goal;
  }

  static PushRate stored(String name, String store) {
    return new PushRate(
        name, "push one, stored in " + store + ", 32 HTTP clients", true, "3,600/s", 12_000);
  }

  static PushRate notStored() {
    return new PushRate("push", "push one, not stored, 32 HTTP clients", false, "9,000/s", 18_000);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public Set<Listener> needs() {
    return Set.of(Listener.ADMIN);
  }

  @Override
  public Outcome run(BenchContext site) throws BenchException, IOException, InterruptedException {
    PushRequests requests = site.requests();
    List<String> keys = site.keys().some(KEYS);
    try (HttpPool pool = site.admin(CLIENTS)) {
      new WarmUp(site).play(time -> load(pool, requests, keys).run(time));
      Duration before = processorTime(site);
      Rate rate = load(pool, requests, keys).run(site.scale().measured());
      Duration used = processorTime(site).minus(before);
      return Outcome.of(
          name,
          new Row(
              what,
              reference,
              Figures.perSecond(goal),
              Figures.perSecond(rate.perSecond())
                  + ", "
                  + Figures.percentiles(rate.latency())
                  + each(used, rate),
              Optional.of(rate.perSecond() >= goal),
              Optional.of(rate.latency())));
    }
  }

  private ClosedLoop load(HttpPool pool, PushRequests requests, List<String> keys) {
    return new ClosedLoop(pool, () -> request(requests, keys));
  }

  private static Duration processorTime(BenchContext site) throws IOException {
    return site.server().isPresent() ? site.server().get().processorTime() : Duration.ZERO;
  }

  private static String each(Duration used, Rate rate) {
    return used.isZero()
        ? ""
        : String.format(
            Locale.ROOT,
            "; %.0f µs of a processor each",
            used.toNanos() / 1e3 / Math.max(1, rate.answered()));
  }

  private byte[] request(PushRequests requests, List<String> keys) {
    next = (next + 1) % keys.size();
    return requests.one(
        keys.get(next), stored ? EXPIRE_SECONDS : 0, Stamp.message(System.nanoTime()));
  }
}
