/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.halley.cluster.message.Acknowledgement;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import java.util.List;
import redis.clients.jedis.exceptions.JedisDataException;

/** Has nobody read any more what clients have, each key's in one step. */
final class RedisAcknowledgements {
  private final RedisConnection redis;
  private final Retention retention;

  RedisAcknowledgements(RedisConnection redis, Retention retention) {
    this.redis = redis;
    this.retention = retention;
  }

  void forget(List<Acknowledgement> batch) {
    byte[] repeatable = digits(Math.max(0, retention.repeatableFrom()));
    byte[] notesGo = digits(retention.now() + Retention.LOSS_KEPT.toSeconds());
    List<byte[][]> runs =
        batch.stream()
            .map(
                acknowledged ->
                    new byte[][] {
                      redis.names().messages(acknowledged.key()),
                      redis.names().notes(acknowledged.key()),
                      digits(Math.max(0, acknowledged.mid())),
                      repeatable,
                      notesGo
                    })
            .toList();
    for (Object answer : redis.runAll(RedisScript.FORGET, runs)) {
      if (answer instanceof JedisDataException failure) {
        throw new StoreException(
            redis.where() + " did not forget what a client has: " + firstWord(failure), failure);
      }
    }
  }

  private static String firstWord(JedisDataException failure) {
    return String.valueOf(failure.getMessage()).split(" ", 2)[0];
  }

  private static byte[] digits(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }
}
