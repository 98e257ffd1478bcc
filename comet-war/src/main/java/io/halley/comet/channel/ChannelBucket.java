/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One slice of the channels. What happens to its keys is decided under its lock, and done after the
 * lock is released, in the order in which it was decided: logs are asked, and messages are offered
 * to connections, in the order of their mids. Nothing that is done blocks. Safe for any thread.
 */
final class ChannelBucket {
  private final int connectionsPerKey;
  private final ChannelCounters counters;
  private final Ownership ownership;
  private final Decisions decisions = new Decisions();
  private final BucketChannels channels;
  private final LogReads reads;
  private final BucketPushes pushes;

  /**
   * @param outage of appends and reads of all buckets
   */
  ChannelBucket(
      ChannelLimits limits,
      ChannelCounters counters,
      Ownership ownership,
      MidClock mids,
      MessageService messages,
      OutageLog outage) {
    this.connectionsPerKey = limits.connectionsPerKey();
    this.counters = counters;
    this.ownership = ownership;
    this.channels = new BucketChannels(counters, mids, decisions, this::readHole);
    this.reads = new LogReads(decisions, channels, messages, outage);
    this.pushes =
        new BucketPushes(decisions, channels, ownership, limits.pendingPerKey(), messages, outage);
  }

  private void readHole(Key key, long after, long upTo) {
    reads.readHole(key, after, upTo);
  }

  /**
   * Adds a connection to the key's channel and tells it so; what is pushed from now on reaches it
   * after that.
   */
  JoinResult subscribe(Key key, Connection connection) {
    return join(
        key,
        connection,
        channel -> {
          channel.join(connection, channels.lastMid());
          return () -> {};
        });
  }

  /**
   * Adds a connection to the key's channel and tells it so; what the log has after a mid reaches it
   * then, and after that what is pushed from now on.
   */
  JoinResult resume(Key key, Connection connection, long lastMid) {
    return join(
        key,
        connection,
        channel -> {
          Replay joined = new Replay(connection, lastMid);
          channel.add(joined);
          return () -> reads.readBacklog(key, joined, lastMid);
        });
  }

  /** Adds a connection to a channel; what it returns is done when the connection knows of it. */
  private interface Membership {
    Runnable begin(Channel channel);
  }

  private JoinResult join(Key key, Connection connection, Membership membership) {
    return decisions.decide(
        () -> {
          if (!ownership.owns(key)) {
            return JoinResult.OTHER_NODE;
          }
          Channel channel = channels.of(key);
          if (channel.connections().length >= connectionsPerKey) {
            return JoinResult.TOO_MANY_CONNECTIONS;
          }
          // whatever is pushed after this gets a mid above that of now, in a batch too
          channels.nextMid();
          Runnable afterwards = membership.begin(channel);
          counters.connectionAdd.increment();
          decisions.later(
              () -> {
                Deliverer.offer(connection, Reply.HEARTBEAT);
                afterwards.run();
              });
          return JoinResult.JOINED;
        });
  }

  /** Takes a connection away; nothing happens if it was not there. */
  void unsubscribe(Key key, Connection connection) {
    decisions.decide(
        () -> {
          channels.remove(key, connection);
        });
  }

  /**
   * Somebody else appended to the key's log.
   *
   * @return false if the key is another node's
   */
  boolean appended(Key key, long mid) {
    return decisions.decide(
        () -> {
          if (!ownership.owns(key)) {
            return false;
          }
          channels.raiseTo(mid);
          Channel channel = channels.find(key);
          if (channel != null) {
            channel.noticed(mid);
            channels.release(key, channel);
          }
          return true;
        });
  }

  /**
   * What is to be done because of keys that are another node's now: each of these tells one
   * connection so and closes it, unless the key has come back by then.
   */
  List<Runnable> departures() {
    return decisions.decide(
        () -> {
          List<Runnable> departures = new ArrayList<>();
          channels.forEach(
              (key, channel) -> {
                if (!ownership.owns(key)) {
                  for (Connection connection : channel.connections()) {
                    departures.add(() -> depart(key, Replay.unwrap(connection)));
                  }
                }
              });
          return departures;
        });
  }

  private void depart(Key key, Connection connection) {
    decisions.decide(
        () -> {
          if (!ownership.owns(key) && channels.remove(key, connection)) {
            decisions.later(() -> Deliverer.guarded(connection, () -> sendOn(connection)));
          }
        });
  }

  private static void sendOn(Connection connection) {
    connection.offerAskedFor(Reply.OTHER_NODE);
    connection.close(CloseReason.OTHER_NODE);
  }

  /**
   * Pushes a batch's message to keys of this bucket.
   *
   * @return a stage that always ends normally
   */
  CompletionStage<PushResult> push(PushBatch batch, List<Key> keys) {
    return pushes.push(batch, keys);
  }

  /** How many connections the key has. */
  int connections(Key key) {
    return decisions.decide(
        () -> {
          Channel channel = channels.find(key);
          return channel == null ? 0 : channel.connections().length;
        });
  }

  /** All connections now. */
  List<Connection> connections() {
    return decisions.decide(channels::connections);
  }
}
