/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all connections of one event loop have to send. Any thread adds; the loop takes everything
 * that has come, writes it, and flushes each connection once, so that a fan-out costs a loop one
 * task instead of one a connection. Its length is bounded by the bounds of its connections.
 */
final class LoopOutbox implements Runnable {
  /** Writes in one turn, after which other work of the loop may go first. */
  private static final int TURN = 1_024;

  private final EventExecutor loop;
  private final Queue<Item> items = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final List<NettyConnection> written = new ArrayList<>();

  LoopOutbox(EventExecutor loop) {
    this.loop = loop;
  }

  /** Adds a frame, or the end of the connection where it is empty. */
  void add(NettyConnection connection, byte[] frame, boolean counted) {
    items.add(new Item(connection, frame, counted));
    schedule();
  }

  @Override
  public void run() {
    scheduled.set(false);
    for (int i = 0; i < TURN; i++) {
      Item item = items.poll();
      if (item == null) {
        break;
      }
      if (item.connection.write(item.frame, item.counted)) {
        written.add(item.connection);
      }
    }
    written.forEach(NettyConnection::flush);
    written.clear();
    if (!items.isEmpty()) {
      schedule();
    }
  }

  /** Writes all that has come, in one go; for before the loop ends, which would drop it. */
  Future<?> drain() {
    return loop.submit(
        () -> {
          while (!items.isEmpty()) {
            run();
          }
        });
  }

  private void schedule() {
    // after shutdown nothing runs any more, and nobody is left to send to
    if (scheduled.compareAndSet(false, true) && !loop.isShuttingDown()) {
      loop.execute(this);
    }
  }

  private static final class Item {
    final NettyConnection connection;
    final byte[] frame;
    final boolean counted;

    Item(NettyConnection connection, byte[] frame, boolean counted) {
      this.connection = connection;
      this.frame = frame;
      this.counted = counted;
    }
  }
}
