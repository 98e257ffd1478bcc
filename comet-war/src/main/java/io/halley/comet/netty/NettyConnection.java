/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.OutboundQueue;
import io.halley.comet.connection.QueueBounds;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection on a Netty channel. Its queue is bounded in messages and in bytes; what waits there
 * is handed to the channel at once, but where messages may have to be dropped.
 */
public final class NettyConnection implements Connection {
  /** What stands for the end of the connection in the outbox. */
  private static final byte[] END = {};

  /** What stands for all that waits in the lossy queue. */
  private static final byte[] LOSSY = {};

  /** How long the last frames may take before the channel is closed all the same. */
  private static final long LINGER_SECONDS = 5;

  private final Channel channel;
  private final LoopOutbox outbox;
  private final Framing framing;
  private final QueueBounds bounds;
  private final ConnectionCounters counters;
  private final AtomicInteger waitingMessages = new AtomicInteger();
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
  private volatile MessageFormat format = MessageFormat.VALUE;
  private volatile boolean understandsGaps;

  /** Null where a queue that is full ends the connection. */
  private volatile @Nullable DropOldestQueue lossy;

  /** Written and read by the event loop only. */
  private boolean unflushed;

  /** Written and read by the event loop only. */
  private boolean ended;

  public NettyConnection(
      Channel channel,
      EventLoops loops,
      Framing framing,
      QueueBounds bounds,
      ConnectionCounters counters) {
    this(channel, loops.outbox(channel.eventLoop()), framing, bounds, counters);
  }

  /**
   * @param outbox that of the channel's event loop
   */
  NettyConnection(
      Channel channel,
      LoopOutbox outbox,
      Framing framing,
      QueueBounds bounds,
      ConnectionCounters counters) {
    this.channel = channel;
    this.outbox = outbox;
    this.framing = framing;
    this.bounds = bounds;
    this.counters = counters;
  }

  /**
   * Sets how messages are written, and whether the client can be told that some are missing; for
   * before the first one.
   */
  void use(MessageFormat wanted, boolean canBeToldOfGaps) {
    format = wanted;
    understandsGaps = canBeToldOfGaps;
    if (canBeToldOfGaps && bounds.dropsOldest()) {
      lossy = new DropOldestQueue(newQueue());
    }
  }

  @Override
  public OutboundQueue newQueue() {
    return new OutboundQueue(
        understandsGaps ? bounds : bounds.withoutDrops(),
        frame -> frame.bytes(framing, format).length,
        counters);
  }

  @Override
  public OfferResult offer(Frame frame) {
    if (reason.get() != null || !channel.isActive()) {
      return OfferResult.CLOSED;
    }
    DropOldestQueue queue = lossy;
    if (queue != null) {
      return drainAfter(queue.add(frame), queue);
    }
    byte[] bytes = frame.bytes(framing, format);
    int messages = waitingMessages.incrementAndGet();
    int size = waitingBytes.addAndGet(bytes.length);
    // nobody is slow while nothing else waits, however long the frame
    if (messages > bounds.messages() || (size > bounds.bytes() && size > bytes.length)) {
      forget(bytes);
      return OfferResult.SLOW;
    }
    outbox.add(this, bytes, true);
    return OfferResult.ACCEPTED;
  }

  @Override
  public OfferResult offerAskedFor(Frame frame) {
    if (reason.get() != null || !channel.isActive()) {
      return OfferResult.CLOSED;
    }
    DropOldestQueue queue = lossy;
    if (queue != null) {
      return drainAfter(queue.addAskedFor(frame), queue);
    }
    outbox.add(this, frame.bytes(framing, format), false);
    return OfferResult.ACCEPTED;
  }

  private OfferResult drainAfter(OfferResult offer, DropOldestQueue queue) {
    if (offer == OfferResult.ACCEPTED && queue.beginDrain()) {
      outbox.add(this, LOSSY, false);
    }
    return offer;
  }

  /** The transport takes more than before, or no more; on the event loop. */
  void writabilityChanged() {
    DropOldestQueue queue = lossy;
    if (queue != null && channel.isWritable()) {
      drainAfter(OfferResult.ACCEPTED, queue);
    }
  }

  @Override
  public void close(CloseReason why) {
    if (!reason.compareAndSet(null, why)) {
      return;
    }
    if (why == CloseReason.SLOW_CONSUMER) {
      // what waits would not be read anyway
      channel.close();
    } else {
      outbox.add(this, END, false);
    }
  }

  /** Somebody else closes the channel, for this reason unless another was given; writes nothing. */
  void endsFor(CloseReason why) {
    reason.compareAndSet(null, why);
  }

  /** Why the connection ended: the first reason given, or the transport's own. */
  public CloseReason reason() {
    CloseReason first = reason.get();
    return first == null ? CloseReason.CLIENT_LEFT : first;
  }

  /**
   * Writes a frame; on the event loop.
   *
   * @param counted whether it counts as waiting until it is sent
   * @return whether the connection must be flushed, and was not marked so before
   */
  boolean write(byte[] frame, boolean counted) {
    if (frame == END) {
      end();
      return false;
    }
    if (frame == LOSSY) {
      return drain();
    }
    if (ended) {
      // accepted while another thread was closing: nothing may follow the goodbye
      if (counted) {
        forget(frame);
      }
      return false;
    }
    ChannelFuture sent = channel.write(Unpooled.wrappedBuffer(frame));
    if (counted) {
      sent.addListener(done -> forget(frame));
    }
    return markUnflushed();
  }

  /** Writes what waits in the lossy queue while the transport takes it. */
  private boolean drain() {
    boolean wrote = false;
    DropOldestQueue queue = lossy;
    if (queue != null) {
      queue.drained();
      while (!ended && channel.isWritable() && writeNext(queue)) {
        wrote = true;
      }
    }
    return wrote && markUnflushed();
  }

  private boolean writeNext(DropOldestQueue queue) {
    Frame next = queue.poll();
    if (next != null) {
      channel.write(Unpooled.wrappedBuffer(next.bytes(framing, format)));
    }
    return next != null;
  }

  private boolean markUnflushed() {
    boolean first = !unflushed;
    unflushed = true;
    return first;
  }

  /** Flushes what was written; on the event loop. */
  void flush() {
    unflushed = false;
    channel.flush();
  }

  private void forget(byte[] frame) {
    waitingMessages.decrementAndGet();
    waitingBytes.addAndGet(-frame.length);
  }

  private void end() {
    ended = true;
    DropOldestQueue queue = lossy;
    while (queue != null && writeNext(queue)) {
      // what was accepted goes before the goodbye
    }
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(framing.goodbye()))
        .addListener(ChannelFutureListener.CLOSE);
    if (channel.isActive()) {
      channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }
  }
}
