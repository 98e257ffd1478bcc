/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.comet.channel.Channel.Pending;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one bucket: they come into being when they are needed, and go when they are idle.
 * Not safe for threads: the bucket's lock guards it. What follows from a decision is handed on, to
 * be done in the same order when the lock is released.
 */
final class BucketChannels {
  private final ChannelCounters counters;
  private final Executor decided;
  private final Map<Key, Channel> channels = new HashMap<>();

  /**
   * @param decided takes what is to be done after the lock is released
   */
  BucketChannels(ChannelCounters counters, Executor decided) {
    this.counters = counters;
    this.decided = decided;
  }

  /** The key's channel; null if it has none. */
  @Nullable Channel find(Key key) {
    return channels.get(key);
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
    freeIfIdle(key, channel);
    return true;
  }

  /** Has what need not wait any longer delivered, and the channel freed if it is idle then. */
  void release(Key key, Channel channel) {
    channel.release(
        new Channel.Turns() {
          @Override
          public void deliver(Pending message) {
            Connection[] connections = channel.connections();
            decided.execute(() -> Sending.deliver(message, connections));
          }

          @Override
          public void drop(Pending message) {
            if (message.receipt != null) {
              decided.execute(() -> message.receipt.handedTo(0));
            }
          }

          @Override
          public void missed() {
            closeMissed(channel);
          }
        });
    freeIfIdle(key, channel);
  }

  /** Who lacks a message that is in the store gets it, and what follows, when it resumes. */
  private void closeMissed(Channel channel) {
    Connection[] connections = channel.takeConnections();
    counters.connectionRemove.add(connections.length);
    decided.execute(
        () -> {
          for (Connection connection : connections) {
            connection.close(CloseReason.MISSED);
          }
        });
  }

  private void freeIfIdle(Key key, Channel channel) {
    if (channel.isIdle()) {
      channels.remove(key);
      counters.channelDelete.increment();
    }
  }
}
