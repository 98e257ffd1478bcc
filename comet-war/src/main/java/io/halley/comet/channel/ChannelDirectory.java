/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
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
  private final InstantSource clock;
  private final OutageLog outage =
      new OutageLog(
          System.getLogger(ChannelDirectory.class.getName()), "messages are appended again");
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
    this.buckets =
        Stream.generate(
                () -> new ChannelBucket(limits, counters, ownership, mids, messages, outage))
            .limit(buckets)
            .toArray(ChannelBucket[]::new);
    this.ownership = ownership;
    this.mids = mids;
    this.clock = clock;
  }

  /**
   * Pushes a message: it is appended to each key's log if it may be stored, and goes to the key's
   * connections in the order of mids, after that. A key whose message is not appended gets no
   * message, nor does one that had the same push before.
   *
   * @param keys a key that is named twice counts once
   * @return a stage that always ends normally, in time: a key whose log is late counts as failed
   */
  public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    PushBatch batch = new PushBatch(push, mids, clock.instant().getEpochSecond());
    if (keys.size() == 1) {
      Key only = keys.iterator().next();
      return push(bucket(only), batch, List.of(only)).thenApply(result -> count(1, result));
    }
    // not Set.copyOf, in whose table keys that differ in their last digits crowd: 20 ms for 10,000
    Set<Key> distinct = new HashSet<>(keys);
    List<CompletableFuture<PushResult>> pushed = new ArrayList<>();
    byBucket(distinct).forEach((bucket, of) -> pushed.add(push(bucket, batch, of)));
    return CompletableFuture.allOf(pushed.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                count(
                    distinct.size(),
                    PushResult.union(pushed.stream().map(CompletableFuture::join).toList())));
  }

  /** A log that is late is waited for all the same, by what is behind it. */
  private CompletableFuture<PushResult> push(
      ChannelBucket bucket, PushBatch batch, List<Key> keys) {
    CompletableFuture<PushResult> pushed = bucket.push(batch, keys).toCompletableFuture();
    return pushed.isDone()
        ? pushed
        : deadlines.within(limits.answer().toNanos(), pushed, PushResult.failed(keys));
  }

  /**
   * Adds a connection to the key's channel; {@code +h} goes to it first, then what is pushed from
   * now on.
   */
  public JoinResult subscribe(Key key, Connection connection) {
    return bucket(key).subscribe(key, connection);
  }

  /**
   * Adds a connection to the key's channel; {@code +h} goes to it first, then {@code +r:ok} or
   * {@code +r:gap} and what is stored after the mid, then what is pushed from now on, with no gap
   * and no duplicate between the two. Where the store does not answer, the connection is closed.
   *
   * @param lastMid the last mid that the client has
   */
  public JoinResult resume(Key key, Connection connection, long lastMid) {
    return bucket(key).resume(key, connection, lastMid);
  }

  /**
   * Gives connections what they lack of what somebody else appended.
   *
   * @param mids the highest mid that was appended, by key
   * @return the keys that are another node's, for which nothing is done
   */
  public Set<Key> appended(Map<Key, Long> mids) {
    return mids.entrySet().stream()
        .filter(each -> !bucket(each.getKey()).appended(each.getKey(), each.getValue()))
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

  /** Ends the wait for logs: no push may come any more. Waits some seconds at the most. */
  @Override
  public void close() {
    deadlines.close();
  }

  private Map<ChannelBucket, List<Key>> byBucket(Set<Key> keys) {
    return keys.stream().collect(Collectors.groupingBy(this::bucket));
  }

  private ChannelBucket bucket(Key key) {
    int hash = key.hashCode();
    return buckets[(hash ^ (hash >>> 16)) & (buckets.length - 1)];
  }

  private PushResult count(int keys, PushResult result) {
    counters.messageFailed.add(result.failed().size());
    counters.messageSucceed.add(keys - result.failed().size() - result.moved().size());
    return result;
  }
}
