/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.halley.system.journal.Journal;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber: finds its comet node, subscribes after its last mid, and begins again whenever
 * that ends. Everything happens on its event loop, but for what says otherwise.
 */
final class Member {
  /** How long a subscription may take from connecting; the machine may be busy with a crowd. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long the answer to a heartbeat may take. */
  private static final Duration HEARTBEAT_PATIENCE = Duration.ofSeconds(10);

  private static final int CONNECT_MILLIS = 5_000;
  private static final int NARROW_BYTES = 4_096;

  private final Journal journal;
  private final Kind kind;
  private final boolean narrow;
  private final SwarmPlan plan;
  private final Guide guide;
  private final EventLoop loop;
  private final Random random;
  private final Backoff backoff;

  private int turn;
  private long lastMid;
  private boolean stopped;
  private boolean stalled;
  private boolean heard;

  /** The connection that counts; others of this member may still be open, and nobody listens. */
  private @Nullable Channel channel;

  private volatile boolean online;

  Member(Journal journal, int index, SwarmPlan plan, Guide guide, EventLoop loop) {
    this.journal = journal;
    this.kind = plan.kinds().get(index % plan.kinds().size());
    this.narrow = index < plan.narrow();
    this.plan = plan;
    this.guide = guide;
    this.loop = loop;
    this.random = new Random(index);
    this.backoff = new Backoff(random);
    this.turn = index;
  }

  /** Whether its subscription is confirmed. For any thread. */
  boolean isOnline() {
    return online;
  }

  Journal journal() {
    return journal;
  }

  EventLoop loop() {
    return loop;
  }

  /** Looks for the comet node, and goes on from there. */
  void begin() {
    if (stopped) {
      return;
    }
    guide
        .find(journal.key(), kind, turn)
        .whenCompleteAsync(
            (address, failure) -> {
              if (failure == null) {
                connect(address);
              } else {
                tryAgain("no comet node: " + cause(failure));
              }
            },
            loop);
  }

  private void connect(InetSocketAddress address) {
    if (stopped) {
      return;
    }
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    if (narrow) {
      bootstrap.option(ChannelOption.SO_RCVBUF, NARROW_BYTES);
    }
    bootstrap.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel connection) {
            kind.dialect()
                .addTo(connection.pipeline(), address, journal.key(), plan.heartbeat(), lastMid);
            connection.pipeline().addLast(new MemberHandler(Member.this));
          }
        });
    ChannelFuture connecting = bootstrap.connect(address);
    Channel connection = connecting.channel();
    channel = connection;
    connecting.addListener(
        (Future<Void> done) -> {
          if (!done.isSuccess()) {
            ended(connection, String.valueOf(done.cause()));
          }
        });
    later(PATIENCE.toMillis(), connection, this::giveUpIfNotSubscribed);
  }

  private void giveUpIfNotSubscribed(Channel connection) {
    if (!online) {
      ended(connection, "not subscribed within " + PATIENCE);
      connection.close();
    }
  }

  /** The server says something. */
  void hear(Channel from, String frame) {
    if (from != channel) {
      return;
    }
    heard = true;
    switch (frame) {
      case "+h" -> subscribed(from);
      case "+r:ok" -> journal.resumed(lastMid, true);
      case "+r:gap" -> journal.resumed(lastMid, false);
      case "-n" -> {
        ended(from, "the key belongs to another node");
        from.close();
      }
      default -> receive(frame);
    }
  }

  private void subscribed(Channel connection) {
    if (online) {
      return; // the answer to a heartbeat
    }
    online = true;
    backoff.reset();
    journal.subscribed(String.valueOf(connection.remoteAddress()));
    later(TimeUnit.SECONDS.toMillis(plan.heartbeat()), connection, this::heartbeat);
  }

  private void receive(String frame) {
    try {
      Message message = Message.parse(frame);
      journal.received(message.mid(), message.number());
      lastMid = Math.max(lastMid, message.mid());
    } catch (IllegalArgumentException e) {
      journal.garbled(frame);
    }
  }

  private void heartbeat(Channel connection) {
    later(TimeUnit.SECONDS.toMillis(plan.heartbeat()), connection, this::heartbeat);
    if (stalled) {
      return; // whoever does not read does not write
    }
    heard = false;
    connection.writeAndFlush("h");
    later(HEARTBEAT_PATIENCE.toMillis(), connection, this::requireAnswer);
  }

  private void requireAnswer(Channel connection) {
    if (!heard && !stalled) {
      ended(connection, "no answer to a heartbeat");
      connection.close();
    }
  }

  /**
   * A connection has ended, whoever ended it; does nothing for one that does not count any more.
   */
  void ended(Channel connection, String why) {
    if (connection == channel) {
      tryAgain(why);
    }
  }

  private void tryAgain(String why) {
    if (online) {
      journal.disconnected(why);
    } else if (!stopped) {
      journal.note("not subscribed: " + why);
    }
    online = false;
    stalled = false;
    channel = null;
    turn++;
    if (!stopped) {
      loop.schedule(this::begin, backoff.nextMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Stops reading for a while. */
  void stall(long millis) {
    Channel connection = channel;
    if (connection == null || !online || stalled) {
      return;
    }
    journal.note("stops reading for " + millis + " ms");
    stalled = true;
    connection.config().setAutoRead(false);
    later(millis, connection, this::readAgain);
  }

  private void readAgain(Channel connection) {
    stalled = false;
    heard = true; // what came meanwhile has not been read yet
    connection.config().setAutoRead(true);
  }

  /**
   * Comes back with a new connection; nobody reads or writes the old one, which stays open for much
   * longer than the server may leave it so, and not for ever, for it is a file of this process.
   */
  void vanish() {
    Channel connection = channel;
    if (connection != null && online) {
      connection.config().setAutoRead(false);
      loop.schedule(() -> connection.close(), 4L * plan.heartbeat(), TimeUnit.SECONDS);
      tryAgain("vanished");
    }
  }

  /** Closes its connection, and comes back. */
  void leave() {
    Channel connection = channel;
    if (connection != null && online) {
      tryAgain("left");
      connection.close();
    }
  }

  /** Closes its connection for good. */
  void stop() {
    stopped = true;
    Channel connection = channel;
    if (connection != null) {
      tryAgain("the test is over");
      connection.close();
    }
  }

  /** What one connection has to do later, unless it does not count any more by then. */
  private void later(long millis, Channel connection, Consumer<Channel> what) {
    loop.schedule(
        () -> {
          if (connection == channel) {
            what.accept(connection);
          }
        },
        millis,
        TimeUnit.MILLISECONDS);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
