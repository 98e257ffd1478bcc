/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.halley.cluster.rpc.Conflict;
import io.halley.message.store.Retention;
import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoreException;
import io.halley.message.store.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.exceptions.JedisException;

/** Adds messages to their keys' sets, each in one step. */
final class RedisSaves {
  private final RedisConnection redis;
  private static final byte[] NOT_NAMED = digits(0);

  private final Retention retention;
  private final byte[] cap;
  private final byte[] notesKept = digits(Retention.LOSS_KEPT.toSeconds());

  RedisSaves(RedisConnection redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
    this.cap = digits(retention.cap());
  }

  List<SaveOutcome> save(List<StoredMessage> batch) {
    List<Object> answers =
        redis.runAll(RedisScript.SAVE, batch.stream().map(this::arguments).toList());
    List<SaveOutcome> outcomes = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      outcomes.add(outcome(batch.get(i), answers.get(i)));
    }
    return outcomes;
  }

  private byte[][] arguments(StoredMessage message) {
    return new byte[][] {
      redis.names().messages(message.key()),
      redis.names().notes(message.key()),
      redis.names().push(message.key(), message.pushId()),
      digits(message.mid()),
      Member.bytes(message),
      digits(message.expiresAt()),
      cap,
      notesKept,
      digits(message.pushId()),
      // the script compares digits, which a sign is not
      digits(Math.max(0, message.known())),
      digits(retention.now()),
      message.isNamed() ? digits(retention.pushForgotten()) : NOT_NAMED
    };
  }

  private SaveOutcome outcome(StoredMessage message, Object answer) {
    if (answer instanceof Long code) {
      return code == 0 ? SaveOutcome.Plain.REFUSED : SaveOutcome.Plain.SAVED;
    }
    if (answer instanceof JedisException) {
      // this message alone, such as one under a name that holds something else, or one whose server
      // of a cluster is away
      return SaveOutcome.Plain.REFUSED;
    }
    try {
      List<?> met = (List<?>) answer;
      return new SaveOutcome.Met(
          new Conflict(
              message.key(),
              Conflict.Kind.valueOf(text(met.get(0))),
              Long.parseLong(text(met.get(1)))));
    } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new StoreException(redis.where() + " answered a save in another form", e);
    }
  }

  private static String text(Object ascii) {
    return new String((byte[]) ascii, US_ASCII);
  }

  private static byte[] digits(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }
}
