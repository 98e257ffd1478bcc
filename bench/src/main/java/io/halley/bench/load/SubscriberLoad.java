/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.halley.bench.failure.BenchException;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers of one edge that stay, count their messages and time them. One thread joins, waits
 * and closes; a subscriber that is lost while the crowd is open is told by {@link #requireAll}.
 */
public final class SubscriberLoad implements AutoCloseable {
  /** Connections that are being opened at a time. */
  private static final int WINDOW = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long BEAT_MILLIS = 50;
  private static final int CONNECT_MILLIS = 20_000;

  private final LoadLoops loops;
  private final Edge edge;
  private final InetSocketAddress address;
  private final int heartbeatSeconds;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final AtomicInteger subscribed = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong heartbeats = new AtomicLong();
  private final List<ScheduledFuture<?>> beats = new ArrayList<>();
  private final Object lock = new Object();

  /** In the order in which they came. */
  private final List<Channel> members = new ArrayList<>();

  private Queue<String> waiting = new ArrayDeque<>();
  private CompletableFuture<Void> joined = new CompletableFuture<>();
  private int joinedAt;
  private volatile Goal goal = new Goal(Long.MAX_VALUE);
  private volatile String firstLoss = "";
  private volatile boolean closing;

  /**
   * @param heartbeatSeconds what its members ask for; at least what the server allows
   */
  public SubscriberLoad(
      LoadLoops loops, Edge edge, InetSocketAddress address, int heartbeatSeconds) {
    this.loops = loops;
    this.edge = edge;
    this.address = address;
    this.heartbeatSeconds = heartbeatSeconds;
  }

  /**
   * Opens a connection for each key, some at a time, and returns when all are subscribed.
   *
   * @return how many a second
   * @throws BenchException if one of them is turned away or not in time
   */
  public double join(List<String> keys) throws BenchException, InterruptedException {
    long start = System.nanoTime();
    synchronized (lock) {
      waiting = new ArrayDeque<>(keys);
      joined = new CompletableFuture<>();
      joinedAt = subscribed.get() + keys.size();
    }
    for (int i = 0; i < WINDOW; i++) {
      openNext();
    }
    await(joined, "after " + PATIENCE.toSeconds() + " seconds not all were subscribed");
    return keys.size() * 1e9 / (System.nanoTime() - start);
  }

  private void openNext() {
    String key;
    synchronized (lock) {
      key = waiting.poll();
    }
    if (key == null) {
      return;
    }
    ChannelFuture connecting =
        loops
            .bootstrap(address)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new CrowdMember(SubscriberLoad.this, key, edge.newReader()));
                  }
                })
            .connect();
    channels.add(connecting.channel());
    synchronized (lock) {
      members.add(connecting.channel());
    }
    connecting.addListener(
        (ChannelFutureListener)
            done -> {
              if (!done.isSuccess()) {
                lost(String.valueOf(done.cause().getMessage()));
              }
            });
  }

  byte[] greeting(String key) {
    return edge.greeting(address.getHostString() + ":" + address.getPort(), key, heartbeatSeconds);
  }

  void subscribed() {
    int now = subscribed.incrementAndGet();
    CompletableFuture<Void> complete = null;
    synchronized (lock) {
      if (now == joinedAt) {
        complete = joined;
      }
    }
    if (complete != null) {
      complete.complete(null);
    }
    openNext();
  }

  void lost(String why) {
    if (closing) {
      return;
    }
    if (lost.getAndIncrement() == 0) {
      firstLoss = why;
    }
    synchronized (lock) {
      joined.completeExceptionally(new IllegalStateException(why));
    }
    goal.reached.completeExceptionally(new IllegalStateException(why));
  }

  void heartbeatAnswered() {
    heartbeats.incrementAndGet();
  }

  void message(long sentNanos) {
    if (sentNanos >= 0) {
      latencies.since(sentNanos);
    }
    Goal wanted = goal;
    if (messages.incrementAndGet() >= wanted.messages) {
      wanted.reached.complete(null);
    }
  }

  /**
   * Every member sends a heartbeat once in this time, one after the other, from now on and until
   * another time is set. Who came first goes first, for nobody may have sent one yet.
   */
  public void startHeartbeats(Duration period) {
    stopHeartbeats();
    long turns = period.toMillis() / BEAT_MILLIS;
    Iterator<List<Channel>> shares;
    synchronized (lock) {
      shares = endless(shares(List.copyOf(members), (int) turns));
    }
    beats.add(
        loops
            .next()
            .scheduleAtFixedRate(
                () -> shares.next().forEach(this::beat), 0, BEAT_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void stopHeartbeats() {
    beats.forEach(beat -> beat.cancel(false));
    beats.clear();
  }

  private void beat(Channel member) {
    member.writeAndFlush(Unpooled.wrappedBuffer(edge.heartbeat()));
  }

  private static List<List<Channel>> shares(List<Channel> members, int turns) {
    List<List<Channel>> shares = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      shares.add(
          members.subList(
              (int) ((long) i * members.size() / turns),
              (int) ((i + 1L) * members.size() / turns)));
    }
    return shares;
  }

  private static Iterator<List<Channel>> endless(List<List<Channel>> shares) {
    return Stream.iterate(0, i -> (i + 1) % shares.size()).map(shares::get).iterator();
  }

  /** Heartbeats that were answered. */
  public long heartbeats() {
    return heartbeats.get();
  }

  /** Messages that have come. */
  public long messages() {
    return messages.get();
  }

  /** From the moment that each message carries to its coming. */
  public LatencyRecorder latencies() {
    return latencies;
  }

  /**
   * Waits until so many messages have come since the beginning.
   *
   * @throws BenchException if they do not, or a member is lost meanwhile
   */
  public void awaitMessages(long count) throws BenchException, InterruptedException {
    Goal wanted = new Goal(count);
    goal = wanted;
    // who was lost before could not end this waiting; who is lost from now on does
    requireAll();
    if (messages.get() >= count) {
      wanted.reached.complete(null);
    }
    await(wanted.reached, "after " + PATIENCE.toSeconds() + " seconds not all messages had come");
    requireAll();
  }

  /**
   * Makes sure that nobody was lost.
   *
   * @throws BenchException if somebody was
   */
  public void requireAll() throws BenchException {
    if (lost.get() > 0) {
      throw failure(firstLoss);
    }
  }

  private void await(CompletableFuture<Void> what, String late)
      throws BenchException, InterruptedException {
    try {
      what.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(firstLoss);
    } catch (TimeoutException e) {
      throw failure(late);
    }
  }

  private BenchException failure(String why) {
    return new BenchException(
        "Subscribers over "
            + edge.title()
            + " at "
            + address.getHostString()
            + ":"
            + address.getPort()
            + " were lost or are not served ("
            + lost.get()
            + " lost, "
            + subscribed.get()
            + " subscribed, "
            + messages.get()
            + " messages): "
            + why
            + ".");
  }

  /** Ends all connections, and returns when the server has ended them, too. */
  @Override
  public void close() {
    closing = true;
    stopHeartbeats();
    ChannelGroupFuture ended = channels.newCloseFuture();
    channels.forEach(channel -> ((DuplexChannel) channel).shutdownOutput());
    ended.awaitUninterruptibly(PATIENCE.toMillis());
    channels.close().awaitUninterruptibly(PATIENCE.toMillis());
  }

  private static final class Goal {
    private final long messages;
    private final CompletableFuture<@Nullable Void> reached = new CompletableFuture<>();

    Goal(long messages) {
      this.messages = messages;
    }
  }
}
