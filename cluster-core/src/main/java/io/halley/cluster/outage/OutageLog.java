/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.outage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs the outages of one thing that many calls need. The first failure of an outage is a warning,
 * the others are for debugging; the end of the outage is logged at INFO, with the number of
 * failures.
 *
 * <p>An outage ends with the first success after a quiet time without a failure: one second, for
 * calls end in another order than they began, and some may fail while others succeed. If the next
 * outage begins within a minute of the last one's end, the quiet time doubles, up to a minute; so a
 * fault that comes and goes for ever is logged some seven times, and then at most once a minute. A
 * minute without a failure ends an outage without a success as well, and the next failure says so.
 *
 * <p>Safe for any thread. While there is no outage, a success costs one volatile read.
 */
public final class OutageLog {
  static final Duration QUIET = Duration.ofSeconds(1);
  static final Duration LONGEST_QUIET = Duration.ofMinutes(1);

  private final Logger log;
  private final String over;
  private final long shortestQuiet;
  private final LongSupplier nanos;

  private volatile boolean out;

  /** Guarded by this, as what follows; the times are of {@link #nanos}. */
  private long quiet;

  private long begin;
  private long lastFailure;
  private long failures;
  private boolean workedSince;
  private boolean hadOutage;
  private long end;

  /**
   * @param log of the class that the sentences belong to
   * @param over what is true again when an outage is over: a sentence without its full stop
   */
  public OutageLog(Logger log, String over) {
    this(log, over, QUIET, System::nanoTime);
  }

  /**
   * @param quiet the time without a failure after which a success ends an outage; above a minute,
   *     it never grows
   * @param nanos the time, as {@link System#nanoTime} tells it
   */
  public OutageLog(Logger log, String over, Duration quiet, LongSupplier nanos) {
    this.log = log;
    this.over = over;
    this.shortestQuiet = quiet.toNanos();
    this.quiet = shortestQuiet;
    this.nanos = nanos;
  }

  /**
   * What many calls need has failed.
   *
   * @param sentence why; made only if it is logged
   */
  public void failed(Supplier<String> sentence) {
    failed(sentence, null);
  }

  /** As {@link #failed(Supplier)}, with a stack trace. */
  public void failed(Supplier<String> sentence, @Nullable Throwable failure) {
    Ended ended = null;
    boolean first;
    synchronized (this) {
      long now = nanos.getAsLong();
      if (out && isOver(now)) {
        ended = end(lastFailure);
      }
      first = !out;
      if (first) {
        begin(now);
      }
      lastFailure = now;
      failures++;
      workedSince = false;
    }
    say(ended);
    Level level = first ? Level.WARNING : Level.DEBUG;
    if (failure == null) {
      log.log(level, sentence);
    } else {
      log.log(level, sentence, failure);
    }
  }

  /** What may have failed before works. */
  public void worked() {
    if (!out) {
      return;
    }
    Ended ended = null;
    synchronized (this) {
      workedSince = true;
      long now = nanos.getAsLong();
      if (out && isOver(now)) {
        ended = end(now);
      }
    }
    say(ended);
  }

  private boolean isOver(long now) {
    long needed = workedSince ? quiet : Math.max(quiet, LONGEST_QUIET.toNanos());
    return now - lastFailure >= needed;
  }

  private void begin(long now) {
    boolean again = hadOutage && now - end < LONGEST_QUIET.toNanos();
    long longest = Math.max(shortestQuiet, LONGEST_QUIET.toNanos());
    quiet = again ? Math.min(2 * quiet, longest) : shortestQuiet;
    begin = now;
    failures = 0;
    out = true;
  }

  private Ended end(long now) {
    out = false;
    hadOutage = true;
    end = now;
    return new Ended(failures, Duration.ofNanos(lastFailure - begin));
  }

  /** Not under the lock: a log may be slow. */
  private void say(@Nullable Ended ended) {
    if (ended != null) {
      log.log(
          Level.INFO,
          () ->
              over
                  + "; failures: "
                  + ended.failures()
                  + ", within "
                  + (ended.within().toSeconds() + 1)
                  + " s.");
    }
  }

  private record Ended(long failures, Duration within) {}
}
