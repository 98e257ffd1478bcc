/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one bucket: they come into being when they are needed, and go when they are idle.
 * Not safe for threads: the bucket's lock guards it.
 */
final class BucketChannels {
  /** Reads what the log of a key has after a mid, up to another; must not block. */
  interface Holes {
    void read(Key key, long after, long upTo);
  }

  private static final long FAR_SECONDS = Duration.ofDays(1).toSeconds();

  private final ChannelCounters counters;
  private final MidClock mids;
  private final Decisions decisions;
  private final Holes holes;
  private final Map<Key, Channel> channels = new HashMap<>();

  /** The highest mid in this bucket. */
  private long lastMid;

  BucketChannels(ChannelCounters counters, MidClock mids, Decisions decisions, Holes holes) {
    this.counters = counters;
    this.mids = mids;
    this.decisions = decisions;
    this.holes = holes;
  }

  /** The highest mid in this bucket; whatever this node numbers has a higher one. */
  long lastMid() {
    return lastMid;
  }

  /** A mid above all in this bucket, of which none has been given before. */
  long nextMid() {
    mids.raiseTo(lastMid);
    lastMid = mids.next();
    return lastMid;
  }

  /** The highest mid that this node has given, or was told of, in whichever bucket. */
  long lastGiven() {
    return mids.last();
  }

  /**
   * A mid was given, by this node or by a log: all that this node gives later are above, unless it
   * is a day ahead. That is no other node's clock, but one log that is broken, and it must not take
   * the other keys with it.
   */
  void raiseTo(long mid) {
    if (mid > lastMid && (mid <= mids.last() || mid <= Mid.plusSeconds(mids.now(), FAR_SECONDS))) {
      lastMid = mid;
      mids.raiseTo(mid);
    }
  }

  /** The key's channel; null if it has none. */
  @Nullable Channel find(Key key) {
    return channels.get(key);
  }

  /** The same for a push. */
  @Nullable Channel found(Key key) {
    counters.channelAccess.increment();
    return find(key);
  }

  /** The key's channel, a new one if it has none. */
  Channel of(Key key) {
    counters.channelAccess.increment();
    return channels.computeIfAbsent(
        key,
        absent -> {
          counters.channelCreate.increment();
          return new Channel();
        });
  }

  void forEach(BiConsumer<Key, Channel> action) {
    channels.forEach(action);
  }

  /** All connections now. */
  List<Connection> connections() {
    List<Connection> all = new ArrayList<>();
    channels.values().forEach(channel -> all.addAll(List.of(channel.connections())));
    return all;
  }

  /** Takes a connection away; false if it was not there. */
  boolean remove(Key key, Connection connection) {
    Channel channel = channels.get(key);
    if (channel == null || !channel.remove(connection)) {
      return false;
    }
    counters.connectionRemove.increment();
    release(key, channel);
    return true;
  }

  /** Takes all connections away and closes them. */
  void closeAll(Channel channel, CloseReason reason) {
    Connection[] connections = channel.takeConnections();
    counters.connectionRemove.add(connections.length);
    decisions.later(
        () -> {
          for (Connection connection : connections) {
            connection.close(reason);
          }
        });
  }

  /** Has what need not wait any longer delivered, and the channel freed if it is idle then. */
  void release(Key key, Channel channel) {
    channel.release(
        new Channel.Turns() {
          @Override
          public void deliver(Pending push) {
            Connection[] connections = channel.connections();
            decisions.later(() -> Deliverer.deliver(push, connections));
          }

          @Override
          public void pass(Pending push) {
            // one that is not repeated came out of a hole before its answer, to the connections of
            // then
            int connections = push.isRepeated() ? 0 : channel.connections().length;
            decisions.later(() -> push.handedTo(connections));
          }

          @Override
          public void read(long after, long upTo) {
            decisions.later(() -> holes.read(key, after, upTo));
          }
        });
    if (channel.isIdle()) {
      channels.remove(key);
      counters.channelDelete.increment();
    }
  }
}
