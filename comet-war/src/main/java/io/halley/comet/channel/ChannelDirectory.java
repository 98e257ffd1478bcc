/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All channels of the node, in buckets by the hash of their key. A channel comes into being when it
 * is needed and goes when nothing needs it. Safe for any thread; nothing blocks but {@link #close}.
 */
public final class ChannelDirectory implements AutoCloseable {
  private final ChannelBucket[] buckets;
  private final ChannelLimits limits;
  private final Ownership ownership;
  private final MidClock mids;
  private final MessageService messages;
  private final InstantSource clock;
  private final SaveTroubles troubles;
  private final ChannelCounters counters = new ChannelCounters();
  private final PushDeadlines deadlines = new PushDeadlines();

  /**
   * @param buckets a power of two
   */
  public ChannelDirectory(
      int buckets,
      ChannelLimits limits,
      Ownership ownership,
      MidClock mids,
      MessageService messages,
      InstantSource clock) {
    if (Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException(buckets + " buckets are not a power of two");
    }
    this.limits = limits;
    troubles = new SaveTroubles(clock);
    this.buckets =
        Stream.generate(() -> new ChannelBucket(limits, counters, troubles, ownership, mids))
            .limit(buckets)
            .toArray(ChannelBucket[]::new);
    this.ownership = ownership;
    this.mids = mids;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Pushes a message: it gets an id within each key, is saved if it may be stored, and goes to the
   * key's connections in the order of ids, after it is saved. A key whose message is not saved gets
   * no message, nor does one that had the same push before.
   *
   * @param keys a key that is named twice counts once
   * @return a stage that always ends normally, in time: a key whose save is late counts as failed
   */
  public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    // not Set.copyOf, in whose table keys that differ in their last digits crowd: 20 ms for 10,000
    Set<Key> distinct = new HashSet<>(keys);
    PushBatch batch = PushBatch.of(wary(push), mids, messages, clock.instant().getEpochSecond());
    List<CompletableFuture<PushResult>> pushed = new ArrayList<>();
    byBucket(distinct)
        .forEach(
            (bucket, of) -> pushed.add(inTime(bucket.push(batch, of).toCompletableFuture(), of)));
    return CompletableFuture.allOf(pushed.toArray(CompletableFuture[]::new))
        .thenApply(done -> count(distinct.size(), union(pushed)));
  }

  /** A save that is late is waited for all the same, by what is behind it. */
  private CompletableFuture<PushResult> inTime(
      CompletableFuture<PushResult> pushed, List<Key> keys) {
    return pushed.isDone()
        ? pushed
        : deadlines.within(limits.answer().toNanos(), pushed, PushResult.failed(keys));
  }

  /** Where a save may come late, each says whose it is, and is told what came before it. */
  private Push wary(Push push) {
    return push.id() == Push.UNREPEATED && push.isStored() && troubles.mayComeLate()
        ? push.as(PushIds.random())
        : push;
  }

  /**
   * Adds a connection to the key's channel; {@code +h} goes to it first, then what is pushed from
   * now on.
   */
  public Joined subscribe(Key key, Connection connection) {
    return bucket(key).subscribe(key, connection);
  }

  /**
   * Adds a connection to the key's channel; {@code +h} goes to it first, then {@code +r:ok} or
   * {@code +r:gap} and what is stored after the mid, then what is pushed from now on, with no gap
   * and no duplicate between the two. Where the store does not answer, the connection is closed.
   *
   * @param lastMid the last mid that the client has
   */
  public Joined resume(Key key, Connection connection, long lastMid) {
    return bucket(key)
        .resume(key, connection, new Resume(lastMid, () -> messages.findAfter(key, lastMid)));
  }

  /**
   * Closes connections that lack a message which was kept elsewhere: they have it when they resume.
   * What waits for its turn is delivered first, if it lacks nothing itself.
   *
   * @param mids the highest mid that was kept, by key
   * @return the keys that are another node's, for which nothing is done
   */
  public Set<Key> kept(Map<Key, Long> mids) {
    return mids.entrySet().stream()
        .filter(kept -> !bucket(kept.getKey()).kept(kept.getKey(), kept.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Whether the key is this node's now. */
  public boolean owns(Key key) {
    return ownership.owns(key);
  }

  /**
   * Goes by a view from now on, unless it is an older one: when this returns, nothing more is done
   * for keys that are another node's.
   *
   * @return what is to be done to send their connections there, one by one
   */
  List<Runnable> adopt(ClusterView view) {
    List<Runnable> departures = new ArrayList<>();
    if (ownership.adopt(view)) {
      // who looked at the view before does so under a bucket's lock, and is seen here
      for (ChannelBucket bucket : buckets) {
        departures.addAll(bucket.departures());
      }
    }
    return departures;
  }

  /** Takes a connection away; nothing happens if it was not there. */
  public void unsubscribe(Key key, Connection connection) {
    bucket(key).unsubscribe(key, connection);
  }

  /** How many connections the key has. */
  public int connections(Key key) {
    return bucket(key).connections(key);
  }

  /** What happened here since the node started. */
  public ChannelCounters counters() {
    return counters;
  }

  /** Ends all connections. */
  public void closeAll(CloseReason reason) {
    for (ChannelBucket bucket : buckets) {
      bucket.connections().forEach(connection -> connection.close(reason));
    }
  }

  /** Ends the wait for saves: no push may come any more. Waits some seconds at the most. */
  @Override
  public void close() {
    deadlines.close();
  }

  private Map<ChannelBucket, List<Key>> byBucket(Set<Key> keys) {
    return keys.stream().collect(Collectors.groupingBy(this::bucket));
  }

  private ChannelBucket bucket(Key key) {
    return buckets[Murmur3.hash(key.value()) & (buckets.length - 1)];
  }

  private PushResult count(int keys, PushResult result) {
    counters.messageFailed.add(result.failed().size());
    counters.messageSucceed.add(keys - result.failed().size() - result.moved().size());
    return result;
  }

  private static PushResult union(List<CompletableFuture<PushResult>> pushed) {
    Set<Key> failed = new HashSet<>();
    Set<Key> moved = new HashSet<>();
    Map<Key, PushDetail> details = new HashMap<>();
    Map<Key, Long> left = new HashMap<>(0);
    for (CompletableFuture<PushResult> of : pushed) {
      failed.addAll(of.join().failed());
      moved.addAll(of.join().moved());
      details.putAll(of.join().details());
      left.putAll(of.join().left());
    }
    return new PushResult(failed, moved, details, left);
  }
}
