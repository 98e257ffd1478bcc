/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.outage.OutageLog;
import io.halley.message.store.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.params.SetParams;

/** Reads a key's set, and rids it of what is expired. */
final class RedisReads {
  private static final System.Logger LOG = System.getLogger(RedisReads.class.getName());

  /** Members that one script is given to remove; the others go when the set is read again. */
  private static final int MOST_REMOVED = 1_000;

  /** Each key has a set of its own, and not every one is read all the time. */
  private static final Duration STRAYS_QUIET = Duration.ofMinutes(1);

  private final RedisConnection redis;
  private final Retention retention;
  private final AtomicLong unreadable = new AtomicLong();
  private final OutageLog strays =
      new OutageLog(
          LOG, "what is read from Redis is messages again", STRAYS_QUIET, System::nanoTime);

  /** What was there before this mid, nobody took note of. */
  private volatile long notedFrom;

  RedisReads(RedisConnection redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  /** Finds out since when note is taken of what is removed: from now on, if no node did before. */
  void open() {
    notedFrom =
        redis.call(
            client -> {
              byte[] name = redis.names().notedFrom();
              long from = client.dbSize() == 0 ? 0 : retention.midBefore(Duration.ZERO);
              client.set(name, digits(from), SetParams.setParams().nx());
              return Long.parseLong(new String(client.get(name), US_ASCII));
            });
  }

  Backlog after(Key key, long mid) {
    RedisFound answer = find(key, mid);
    long now = retention.now();
    List<Message> live = new ArrayList<>();
    List<byte[]> expired = new ArrayList<>();
    long newest = 0;
    long newestExpired = 0;
    boolean readable = true;
    for (RedisFound.Scored scored : answer.newestFirst()) {
      Optional<RedisEntry> parsed = RedisEntry.parse(scored.bytes(), scored.score());
      if (parsed.isEmpty()) {
        countUnreadable();
        readable = false;
        continue;
      }
      Message message = parsed.get().message();
      newest = Math.max(newest, message.mid());
      if (parsed.get().expiresAt() <= now) {
        expired.add(scored.bytes());
        newestExpired = Math.max(newestExpired, message.mid());
      } else if (message.mid() > mid) {
        live.add(message);
      }
    }
    if (!expired.isEmpty()) {
      remove(key, newestExpired, expired);
    }
    if (readable) {
      strays.worked();
    }
    live.sort(Comparator.comparingLong(Message::mid));
    int tooOld = Math.max(0, live.size() - retention.cap());
    boolean complete =
        readable
            && tooOld == 0
            && newestExpired <= mid
            && answer.isAllAfter(mid, newest)
            && isNoted(mid);
    return new Backlog(live.subList(tooOld, live.size()), answer.head(), complete);
  }

  private RedisFound find(Key key, long mid) {
    return RedisFound.of(
        redis.run(
            RedisScript.FIND,
            redis.names().messages(key),
            redis.names().notes(key),
            Double.toString(below(mid)).getBytes(US_ASCII),
            digits(retention.cap() + 1L)),
        redis.where());
  }

  private boolean isNoted(long mid) {
    return !retention.forgets(mid)
        && (mid >= notedFrom || notedFrom < retention.midBefore(Retention.LOSS_KEPT));
  }

  /** Removes everything of the key. */
  void deleteAll(Key key) {
    redis.run(RedisScript.REMOVE, redis.names().messages(key), redis.names().notes(key), notesGo());
  }

  long unreadable() {
    return unreadable.get();
  }

  private void remove(Key key, long highest, List<byte[]> members) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(redis.names().messages(key));
    arguments.add(redis.names().notes(key));
    arguments.add(notesGo());
    arguments.add(digits(highest));
    arguments.addAll(members.subList(0, Math.min(MOST_REMOVED, members.size())));
    redis.run(RedisScript.REMOVE, arguments.toArray(byte[][]::new));
  }

  /** When notes go that tell of nothing but a removal. */
  private byte[] notesGo() {
    return digits(retention.now() + Retention.LOSS_KEPT.toSeconds());
  }

  /** A score that is surely not above the id, whatever a double makes of it. */
  private static double below(long mid) {
    return Math.nextDown((double) mid);
  }

  private static byte[] digits(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }

  private void countUnreadable() {
    unreadable.incrementAndGet();
    strays.failed(() -> "A member of a key's set in Redis is no message and is skipped.");
  }
}
