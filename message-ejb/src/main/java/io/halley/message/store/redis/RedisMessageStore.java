/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.Append;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.message.store.TokenHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * A store on a Redis server, where an append is one step of the server's, which numbers it. A
 * message is as durable as the server makes it: with {@code appendonly yes} an answered append
 * survives the server's process.
 */
public final class RedisMessageStore implements MessageStore {
  private final RedisConnection redis;
  private final RedisReads reads;
  private final RedisAppends appends;
  private final RedisAcknowledgements acknowledgements;
  private final Retention retention;

  /**
   * @param connections to a server at the most
   */
  public RedisMessageStore(RedisAddress address, int connections, Retention retention) {
    this.redis = new RedisConnection(address, connections);
    this.reads = new RedisReads(redis, retention);
    this.appends = new RedisAppends(redis, retention);
    this.acknowledgements = new RedisAcknowledgements(redis, retention);
    this.retention = retention;
  }

  @Override
  public String where() {
    return redis.where();
  }

  @Override
  public void open() {
    reads.open();
  }

  @Override
  public void check() {
    redis.call(UnifiedJedis::ping);
  }

  @Override
  public List<Optional<Appended>> append(List<Append> batch) {
    return appends.append(batch);
  }

  @Override
  public Backlog after(Key key, long mid) {
    return reads.after(key, mid);
  }

  /** How many members could not be read since the start. */
  public long unreadable() {
    return reads.unreadable();
  }

  @Override
  public void acknowledge(List<Acknowledgement> batch) {
    acknowledgements.forget(batch);
  }

  @Override
  public void delete(Key key) {
    reads.deleteAll(key);
  }

  /** Redis removes what is expired. */
  @Override
  public int deleteExpired(int limit) {
    return 0;
  }

  @Override
  public boolean addToken(Key key, TokenHash token) {
    return runOnToken(RedisScript.ADD_TOKEN, key, token) == 1;
  }

  @Override
  public TokenCheck useToken(Key key, TokenHash token) {
    return switch ((int) runOnToken(RedisScript.USE_TOKEN, key, token)) {
      case 1 -> TokenCheck.VALID;
      case -1 -> TokenCheck.NO_CHANNEL;
      default -> TokenCheck.INVALID;
    };
  }

  @Override
  public long raiseMidCeiling(long ceiling) {
    Object before =
        redis.run(RedisScript.RAISE_CEILING, redis.names().midCeiling(), digits(ceiling));
    if (before instanceof byte[] text) {
      return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
    }
    throw new StoreException(
        where() + " answered the ceiling of ids in another form",
        new ClassCastException(String.valueOf(before)));
  }

  @Override
  public void close() {
    redis.close();
  }

  private long runOnToken(RedisScript script, Key key, TokenHash token) {
    return (Long)
        redis.run(
            script,
            redis.names().tokens(key),
            token.hex().getBytes(StandardCharsets.US_ASCII),
            digits(retention.now()),
            digits(retention.tokenExpiry()));
  }

  private static byte[] digits(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
