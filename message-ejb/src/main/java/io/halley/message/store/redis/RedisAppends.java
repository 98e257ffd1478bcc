/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.halley.cluster.message.Appended;
import io.halley.message.store.Append;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

/** Appends messages to their keys' logs, each in one step, in which it gets its mid. */
final class RedisAppends {
  private static final byte[] NOT_NAMED = digits(0);
  private static final byte[] FIRST = digits(0);
  private static final byte[] AGAIN = digits(1);

  private final RedisConnection redis;
  private final Retention retention;
  private final byte[] cap;
  private final byte[] notesKept = digits(Retention.LOSS_KEPT.toSeconds());

  RedisAppends(RedisConnection redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
    this.cap = digits(retention.cap());
  }

  List<Optional<Appended>> append(List<Append> batch) {
    byte[] now = digits(retention.now());
    byte[] repeatable = digits(retention.repeatableFrom());
    byte[] forgotten = digits(retention.pushForgotten());
    List<byte[][]> runs = new ArrayList<>(batch.size());
    for (Append append : batch) {
      runs.add(
          new byte[][] {
            redis.names().messages(append.key()),
            redis.names().notes(append.key()),
            redis.names().push(append.key(), append.pushId()),
            digits(append.atLeast()),
            RedisEntry.upToMid(append),
            digits(append.pushId()),
            digits(append.expiresAt()),
            cap,
            notesKept,
            append.entry().again() ? AGAIN : FIRST,
            repeatable,
            now,
            append.isNamed() ? forgotten : NOT_NAMED
          });
    }
    return redis.runAll(RedisScript.APPEND, runs).stream().map(this::appended).toList();
  }

  private Optional<Appended> appended(Object answer) {
    if (answer instanceof JedisException) {
      // this message alone, such as one under a name that holds something else, or one whose server
      // of a cluster is away
      return Optional.empty();
    }
    try {
      String text = new String((byte[]) answer, US_ASCII);
      int space = text.indexOf(' ');
      return Optional.of(
          space < 0
              ? Appended.repeated(Long.parseLong(text))
              : Appended.after(
                  Long.parseLong(text, space + 1, text.length(), 10),
                  Long.parseLong(text, 0, space, 10)));
    } catch (ClassCastException | NumberFormatException e) {
      throw new StoreException(redis.where() + " answered an append in another form", e);
    }
  }

  /** The scripts compare digits, which a sign is not. */
  private static byte[] digits(long number) {
    return Long.toString(Math.max(0, number)).getBytes(US_ASCII);
  }
}
