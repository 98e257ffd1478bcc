/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.message.store.Retention;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/** Reads a key's set, and rids it of what is expired. */
final class RedisReads {
  private static final System.Logger LOG = System.getLogger(RedisReads.class.getName());

  private final Retention retention;
  private final AtomicLong unreadable = new AtomicLong();

  RedisReads(Retention retention) {
    this.retention = retention;
  }

  List<Message> after(RedisClient redis, Key key, long mid) {
    byte[] set = RedisNames.messages(key);
    long now = retention.now();
    List<Message> found = new ArrayList<>();
    List<byte[]> expired = new ArrayList<>();
    for (Tuple tuple :
        redis.zrangeWithScores(
            set,
            ZRangeParams.zrangeByScoreParams(Double.POSITIVE_INFINITY, below(mid))
                .rev()
                .limit(0, retention.cap()))) {
      Optional<Member> member = Member.parse(tuple.getBinaryElement(), tuple.getScore());
      if (member.isEmpty()) {
        countUnreadable();
      } else if (member.get().expiresAt() <= now) {
        expired.add(tuple.getBinaryElement());
      } else if (member.get().message().mid() > mid) {
        found.add(member.get().message());
      }
    }
    if (!expired.isEmpty()) {
      redis.zrem(set, expired.toArray(byte[][]::new));
    }
    found.sort(Comparator.comparingLong(Message::mid));
    return found;
  }

  long unreadable() {
    return unreadable.get();
  }

  /** A score that is surely not above the id, whatever a double makes of it. */
  private static double below(long mid) {
    return Math.nextDown((double) mid);
  }

  private void countUnreadable() {
    LOG.log(
        unreadable.getAndIncrement() == 0 ? Level.WARNING : Level.DEBUG,
        "A member of a key''s set in Redis is no message and is skipped.");
  }
}
