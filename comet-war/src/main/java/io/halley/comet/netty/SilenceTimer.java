/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.halley.comet.connection.CloseReason;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection from which nothing was heard for a time. Being heard costs one store: the
 * timer wakes at the earliest moment at which it could be late, and sleeps again for what is left.
 * For the connection's event loop only.
 */
public final class SilenceTimer implements Runnable {
  private final EventLoop loop;
  private final NettyConnection connection;
  private long allowedNanos;
  private CloseReason late = CloseReason.FIRST_PACKET_LATE;
  private long heardNanos;
  private @Nullable Future<?> waking;

  public SilenceTimer(EventLoop loop, NettyConnection connection) {
    this.loop = loop;
    this.connection = connection;
  }

  /** From now on, closes after this much silence; what was asked for before is forgotten. */
  public void allow(Duration silence, CloseReason reason) {
    stop();
    allowedNanos = silence.toNanos();
    late = reason;
    heard();
    wakeAfter(allowedNanos);
  }

  /** Something was heard. */
  public void heard() {
    heardNanos = loop.ticker().nanoTime();
  }

  /** Closes nothing any more. */
  public void stop() {
    if (waking != null) {
      waking.cancel(false);
      waking = null;
    }
  }

  @Override
  public void run() {
    long left = allowedNanos - (loop.ticker().nanoTime() - heardNanos);
    if (left > 0) {
      wakeAfter(left);
    } else {
      waking = null;
      connection.close(late);
    }
  }

  private void wakeAfter(long nanos) {
    waking = loop.schedule(this, nanos, TimeUnit.NANOSECONDS);
  }
}
