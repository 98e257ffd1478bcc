/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.grpc.SynchronizationContext;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Recipient;
import io.halley.comet.channel.Channel.Pending;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Offer;
import io.halley.comet.connection.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One slice of the channels. What happens to its keys is decided under its lock, and done after the
 * lock is released, in the order in which it was decided: saves are asked for, and messages are
 * offered to connections, in the order of their ids. Whichever thread comes first does it for all;
 * nothing that is done blocks. Safe for any thread.
 */
final class ChannelBucket {
  private static final Logger LOG = System.getLogger(ChannelBucket.class.getName());

  private final ChannelLimits limits;
  private final ChannelCounters counters;
  private final SaveLog saveLog;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Channel> channels = new HashMap<>();
  private final SynchronizationContext decided =
      new SynchronizationContext(
          (thread, failure) -> LOG.log(Level.ERROR, "a delivery failed unexpectedly", failure));

  /** The last id given in this bucket: a batch's id serves here only if it is above. */
  private long lastMid;

  ChannelBucket(ChannelLimits limits, ChannelCounters counters, SaveLog saveLog) {
    this.limits = limits;
    this.counters = counters;
    this.saveLog = saveLog;
  }

  /**
   * Adds a connection to the key's channel and tells it so; what is pushed from now on reaches it
   * after that.
   *
   * @return false if the key has as many connections as it may have
   */
  boolean subscribe(Key key, Connection connection) {
    return join(key, channel -> connection, joined -> {});
  }

  /**
   * Adds a connection to the key's channel and tells it so; what was stored after a mid reaches it
   * then, and after that what is pushed from now on.
   *
   * @return false if the key has as many connections as it may have
   */
  boolean resume(Key key, Connection connection, Resume resume) {
    return join(
        key,
        channel -> {
          // what waits for its save comes live, though the store may have it already
          long liveFrom = channel.firstWaiting().orElseGet(resume::nextMid);
          // whatever is pushed after this gets a mid above it, in a batch too
          lastMid = Math.max(lastMid, liveFrom);
          return new CatchUp(connection, liveFrom, limits.pendingPerKey());
        },
        joined -> catchUp(joined, resume));
  }

  private static void catchUp(CatchUp joined, Resume resume) {
    var unused =
        resume
            .backlog()
            .whenComplete(
                (backlog, failure) -> {
                  if (failure != null) {
                    LOG.log(Level.DEBUG, () -> "no stored messages: " + failure.getMessage());
                    joined.close(CloseReason.UNAVAILABLE);
                  } else {
                    guarded(joined, () -> joined.send(backlog));
                  }
                });
  }

  private <C extends Connection> boolean join(
      Key key, Function<Channel, C> member, Consumer<C> afterwards) {
    lock.lock();
    try {
      Channel channel = channel(key);
      if (channel.connections().length >= limits.connectionsPerKey()) {
        return false;
      }
      C joined = member.apply(channel);
      channel.add(joined);
      counters.connectionAdd.increment();
      decided.executeLater(
          () -> {
            offer(CatchUp.unwrap(joined), Reply.HEARTBEAT);
            afterwards.accept(joined);
          });
    } finally {
      lock.unlock();
    }
    decided.drain();
    return true;
  }

  /** Takes a connection away; nothing happens if it was not there. */
  void unsubscribe(Key key, Connection connection) {
    lock.lock();
    try {
      Channel channel = channels.get(key);
      if (channel != null && channel.remove(connection)) {
        counters.connectionRemove.increment();
        freeIfIdle(key, channel);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Pushes a batch's message to keys of this bucket.
   *
   * @return the keys that failed; a stage that always ends normally
   */
  CompletionStage<Set<Key>> push(PushBatch batch, List<Key> keys) {
    CompletableFuture<Set<Key>> result;
    lock.lock();
    try {
      Delivery delivery = batch.above(lastMid);
      lastMid = delivery.mid();
      result = batch.isStored() ? enqueueSaves(batch, delivery, keys) : deliver(delivery, keys);
    } finally {
      lock.unlock();
    }
    decided.drain();
    return result;
  }

  /** How many connections the key has. */
  int connections(Key key) {
    lock.lock();
    try {
      Channel channel = channels.get(key);
      return channel == null ? 0 : channel.connections().length;
    } finally {
      lock.unlock();
    }
  }

  /** All connections now. */
  List<Connection> connections() {
    lock.lock();
    try {
      List<Connection> all = new ArrayList<>();
      channels.values().forEach(channel -> all.addAll(List.of(channel.connections())));
      return all;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Set<Key>> deliver(Delivery delivery, List<Key> keys) {
    Set<Key> failed = new HashSet<>();
    for (Key key : keys) {
      counters.channelAccess.increment();
      Channel channel = channels.get(key);
      if (channel != null) {
        if (channel.waiting() < limits.pendingPerKey()) {
          channel.enqueue(new Pending(delivery, Pending.State.READY));
          release(channel);
        } else {
          failed.add(key);
        }
      }
    }
    return CompletableFuture.completedFuture(failed);
  }

  private CompletableFuture<Set<Key>> enqueueSaves(
      PushBatch batch, Delivery delivery, List<Key> keys) {
    Set<Key> failed = new HashSet<>();
    Map<Key, Pending> saving = new HashMap<>();
    List<Recipient> recipients = new ArrayList<>(keys.size());
    for (Key key : keys) {
      Channel channel = channel(key);
      if (channel.waiting() < limits.pendingPerKey()) {
        Pending pending = new Pending(delivery, Pending.State.SAVING);
        channel.enqueue(pending);
        saving.put(key, pending);
        recipients.add(new Recipient(key, delivery.mid()));
      } else {
        failed.add(key);
      }
    }
    CompletableFuture<Set<Key>> result = new CompletableFuture<>();
    if (saving.isEmpty()) {
      result.complete(failed);
      return result;
    }
    decided.executeLater(
        () -> {
          var unused =
              batch
                  .save(recipients)
                  .whenComplete(
                      (saved, failure) -> {
                        saveLog.done(failure);
                        failed.addAll(failure == null ? saved.failed() : saving.keySet());
                        settle(saving, failed);
                        result.complete(failed);
                      });
        });
    return result;
  }

  private void settle(Map<Key, Pending> saving, Set<Key> failed) {
    lock.lock();
    try {
      saving.forEach(
          (key, pending) -> {
            pending.state = failed.contains(key) ? Pending.State.FAILED : Pending.State.READY;
            @Nullable Channel channel = channels.get(key);
            if (channel != null) {
              release(channel);
              freeIfIdle(key, channel);
            }
          });
    } finally {
      lock.unlock();
    }
    decided.drain();
  }

  private void release(Channel channel) {
    Connection[] connections = channel.connections();
    channel.release(
        delivery ->
            decided.executeLater(
                () -> {
                  for (Connection connection : connections) {
                    offer(connection, delivery);
                  }
                }));
  }

  private static void offer(Connection connection, Frame frame) {
    guarded(
        connection,
        () -> {
          if (connection.offer(frame) == Offer.SLOW) {
            connection.close(CloseReason.SLOW_CONSUMER);
          }
        });
  }

  private static void guarded(Connection connection, Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException e) {
      // a connection that fails in its transport costs the others nothing
      LOG.log(Level.WARNING, "a connection failed unexpectedly", e);
      connection.close(CloseReason.TRANSPORT_ERROR);
    }
  }

  private Channel channel(Key key) {
    counters.channelAccess.increment();
    return channels.computeIfAbsent(
        key,
        absent -> {
          counters.channelCreate.increment();
          return new Channel();
        });
  }

  private void freeIfIdle(Key key, Channel channel) {
    if (channel.isIdle()) {
      channels.remove(key);
      counters.channelDelete.increment();
    }
  }
}
