/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.grpc.SynchronizationContext;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.channel.Channel.Pending;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

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
  private final SaveTroubles troubles;
  private final Ownership ownership;
  private final MidClock mids;
  private final ReentrantLock lock = new ReentrantLock();
  private final SynchronizationContext decided =
      new SynchronizationContext(
          (thread, failure) -> LOG.log(Level.ERROR, "a delivery failed unexpectedly", failure));
  private final BucketChannels channels;

  /** The last id given in this bucket: a batch's id serves here only if it is above. */
  private long lastMid;

  ChannelBucket(
      ChannelLimits limits,
      ChannelCounters counters,
      SaveTroubles troubles,
      Ownership ownership,
      MidClock mids) {
    this.limits = limits;
    this.counters = counters;
    this.troubles = troubles;
    this.ownership = ownership;
    this.mids = mids;
    this.channels = new BucketChannels(counters, decided::executeLater);
  }

  /**
   * Adds a connection to the key's channel and tells it so; what is pushed from now on reaches it
   * after that.
   */
  Joined subscribe(Key key, Connection connection) {
    return join(
        key,
        (channel, liveFrom) -> {
          channel.joinFrom(liveFrom);
          return connection;
        },
        joined -> {});
  }

  /**
   * Adds a connection to the key's channel and tells it so; what was stored after a mid reaches it
   * then, and after that what is pushed from now on.
   */
  Joined resume(Key key, Connection connection, Resume resume) {
    return join(
        key,
        (channel, liveFrom) ->
            new CatchUp(connection, resume.lastMid(), liveFrom, channel.resumeFrom(liveFrom)),
        joined -> {
          var unused =
              Sending.stored(joined, resume)
                  .thenAccept(
                      upTo -> {
                        if (joined.isAwaited()) {
                          hasRead(key, upTo);
                        }
                      });
        });
  }

  /** One that resumed has what is stored up to a mid. */
  private void hasRead(Key key, long upTo) {
    lock.lock();
    try {
      // it is not idle while anybody reads
      Channel channel = Objects.requireNonNull(channels.find(key));
      channel.hasRead(upTo);
      channels.release(key, channel);
    } finally {
      lock.unlock();
    }
    decided.drain();
  }

  /** Makes what a connection is in the channel. */
  private interface Membership<C extends Connection> {
    C of(Channel channel, long liveFrom);
  }

  private <C extends Connection> Joined join(
      Key key, Membership<C> member, Consumer<C> afterwards) {
    lock.lock();
    try {
      if (!ownership.owns(key)) {
        return Joined.OTHER_NODE;
      }
      Channel channel = channels.of(key);
      if (channel.connections().length >= limits.connectionsPerKey()) {
        return Joined.TOO_MANY_CONNECTIONS;
      }
      // what waits for its save comes live, though the store may have it already;
      // whatever is pushed after this gets a mid above that of now, in a batch too
      lastMid = Math.max(lastMid, mids.next());
      long liveFrom = channel.firstWaiting().orElse(lastMid + 1);
      C joined = member.of(channel, liveFrom);
      channel.add(joined);
      counters.connectionAdd.increment();
      decided.executeLater(
          () -> {
            Sending.offer(CatchUp.unwrap(joined), Reply.HEARTBEAT);
            afterwards.accept(joined);
          });
    } finally {
      lock.unlock();
    }
    decided.drain();
    return Joined.JOINED;
  }

  /** Takes a connection away; nothing happens if it was not there. */
  void unsubscribe(Key key, Connection connection) {
    lock.lock();
    try {
      channels.remove(key, connection);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A message of the key is in the store that this node may not know of.
   *
   * @return false if the key is another node's
   */
  boolean kept(Key key, long mid) {
    lock.lock();
    try {
      if (!ownership.owns(key)) {
        return false;
      }
      Channel channel = channels.find(key);
      if (channel != null) {
        channel.kept(mid);
        channels.release(key, channel);
      }
    } finally {
      lock.unlock();
    }
    decided.drain();
    return true;
  }

  /**
   * What is to be done because of keys that are another node's now: each of these tells one
   * connection so and closes it, unless the key has come back by then.
   */
  List<Runnable> departures() {
    lock.lock();
    try {
      List<Runnable> departures = new ArrayList<>();
      channels.forEach(
          (key, channel) -> {
            if (!ownership.owns(key)) {
              for (Connection connection : channel.connections()) {
                departures.add(() -> depart(key, CatchUp.unwrap(connection)));
              }
            }
          });
      return departures;
    } finally {
      lock.unlock();
    }
  }

  private void depart(Key key, Connection connection) {
    lock.lock();
    try {
      if (ownership.owns(key) || !channels.remove(key, connection)) {
        return;
      }
      decided.executeLater(
          () ->
              Sending.guarded(
                  connection,
                  () -> {
                    connection.offerAskedFor(Reply.OTHER_NODE);
                    connection.close(CloseReason.OTHER_NODE);
                  }));
    } finally {
      lock.unlock();
    }
    decided.drain();
  }

  /**
   * Pushes a batch's message to keys of this bucket.
   *
   * @return a stage that always ends normally
   */
  CompletionStage<PushResult> push(PushBatch batch, List<Key> keys) {
    PushTally tally = new PushTally(batch);
    CompletionStage<Void> settled;
    lock.lock();
    try {
      List<Key> owned = new ArrayList<>(keys.size());
      for (Key key : keys) {
        if (ownership.owns(key)) {
          owned.add(key);
        } else {
          tally.moved(key);
        }
      }
      Delivery delivery = batch.above(lastMid);
      lastMid = delivery.mid();
      settled =
          batch.isRecorded()
              ? save(batch, delivery, owned, tally)
              : deliver(delivery, owned, tally);
    } finally {
      lock.unlock();
    }
    decided.drain();
    return settled.thenCompose(done -> tally.result());
  }

  /** How many connections the key has. */
  int connections(Key key) {
    lock.lock();
    try {
      Channel channel = channels.find(key);
      return channel == null ? 0 : channel.connections().length;
    } finally {
      lock.unlock();
    }
  }

  /** All connections now. */
  List<Connection> connections() {
    lock.lock();
    try {
      return channels.connections();
    } finally {
      lock.unlock();
    }
  }

  private CompletionStage<Void> deliver(Delivery delivery, List<Key> keys, PushTally tally) {
    for (Key key : keys) {
      counters.channelAccess.increment();
      Channel channel = channels.find(key);
      if (channel == null) {
        tally.unheard(key, delivery.mid());
      } else if (channel.waiting() < limits.pendingPerKey()) {
        channel.enqueue(Pending.ready(delivery, tally.receipt(key, delivery.mid())));
        channels.release(key, channel);
      } else {
        tally.failed(key);
      }
    }
    return CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> save(
      PushBatch batch, Delivery delivery, List<Key> keys, PushTally tally) {
    SaveRound round = new SaveRound(batch);
    for (Key key : keys) {
      Channel channel = channels.of(key);
      if (channel.waiting() < limits.pendingPerKey()) {
        Receipt receipt = tally.receipt(key, delivery.mid());
        Pending pending = Pending.saving(delivery, batch.isStored(), receipt);
        channel.enqueue(pending);
        round.add(key, pending, channel.knownBefore(delivery.mid()));
      } else {
        tally.failed(key);
      }
    }
    if (round.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> settled = new CompletableFuture<>();
    decided.executeLater(
        () -> {
          var unused =
              round
                  .save(troubles)
                  .thenCompose(answer -> saveStale(round, settle(round, answer, tally), tally))
                  .thenAccept(settled::complete);
        });
    return settled;
  }

  /** Gives those messages whose ids were too low higher ones, and saves them again. */
  private CompletionStage<Void> saveStale(SaveRound round, Stale stale, PushTally tally) {
    if (stale.keys().isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    Optional<PushBatch> again = round.batch().again(stale.above());
    if (again.isEmpty()) {
      stale.keys().forEach(tally::failed);
      return CompletableFuture.completedStage(null);
    }
    stale.keys().forEach(tally::again);
    return push(again.get(), stale.keys()).thenAccept(tally::add);
  }

  private record Stale(List<Key> keys, long above) {}

  private Stale settle(SaveRound round, SaveAnswer answer, PushTally tally) {
    List<Key> stale = new ArrayList<>(0);
    lock.lock();
    try {
      round
          .saving()
          .forEach(
              (key, pending) -> {
                SaveAnswer.Verdict verdict = answer.verdict(key, pending.delivery.mid());
                switch (verdict) {
                  case STALE -> stale.add(key);
                  case FAILED -> tally.failed(key);
                  case SAVED, SAVED_ABOVE -> {
                    if (round.batch().isStored() && !ownership.owns(key)) {
                      tally.left(key, pending.delivery.mid());
                    }
                  }
                  case SAVED_BEFORE -> {}
                }
                if (verdict == SaveAnswer.Verdict.FAILED && round.batch().isNamed()) {
                  doubt(key, pending);
                }
                settle(key, pending, verdict, answer.met(key));
              });
    } finally {
      lock.unlock();
    }
    decided.drain();
    return new Stale(stale, answer.highestStale());
  }

  /**
   * Who repeats the push may be told that it is in the store; nobody may have passed it by then.
   */
  private void doubt(Key key, Pending failed) {
    Channel channel = channels.find(key);
    if (channel != null) {
      channel.doubt(failed);
    }
  }

  private void settle(Key key, Pending pending, SaveAnswer.Verdict verdict, long met) {
    Channel channel = channels.find(key);
    switch (verdict) {
      case SAVED -> pending.state = Pending.State.READY;
      case SAVED_ABOVE -> {
        pending.state = Pending.State.READY;
        pending.storedBelow = met;
      }
      case SAVED_BEFORE -> pending.repeats(met);
      case STALE -> {
        pending.state = Pending.State.FAILED;
        // one of this node's own that overtook it is no surprise
        if (channel != null && !channel.isWaiting(met)) {
          pending.storedBelow = met;
        }
      }
      case FAILED -> pending.state = Pending.State.FAILED;
    }
    if (channel != null) {
      channels.release(key, channel);
    }
  }
}
