/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.message.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Connections to one Redis server, and its failures in our words. Safe for any thread; a call
 * blocks, two seconds for a connection and five for an answer at the most.
 */
final class RedisConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 5_000;

  private final RedisClient redis;
  private final String where;

  /** Connects when the first command is given. */
  RedisConnection(URI uri, int connections) {
    where = "the Redis server " + uri.getHost() + ":" + port(uri);
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(Duration.ofMillis(ANSWER_MILLIS));
    // a server that started anew must not fail one call for each connection from before
    pool.setTestOnBorrow(true);
    redis =
        RedisClient.builder()
            .hostAndPort(uri.getHost(), port(uri))
            .clientConfig(
                DefaultJedisClientConfig.builder(uri)
                    .connectionTimeoutMillis(CONNECT_MILLIS)
                    .socketTimeoutMillis(ANSWER_MILLIS)
                    .build())
            .poolConfig(pool)
            .build();
  }

  String where() {
    return where;
  }

  /** Gives commands; a failure of theirs is thrown as the store's. */
  <T> T call(Function<RedisClient, T> commands) {
    try {
      return commands.apply(redis);
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  /** Runs a script, which the server need not have seen. */
  Object run(RedisScript script, byte[]... namesThenArguments) {
    return call(
        client -> {
          try {
            return client.evalsha(script.sha1(), script.names(), namesThenArguments);
          } catch (JedisNoScriptException e) {
            return client.eval(script.source(), script.names(), namesThenArguments);
          }
        });
  }

  /**
   * Runs a script many times in one exchange with the server.
   *
   * @param runs what each is given: its names, then the other arguments
   * @return what each answered; a {@link JedisDataException} where it failed
   */
  List<Object> runAll(RedisScript script, List<byte[][]> runs) {
    return call(
        client -> {
          List<Object> answers = exchange(client, script, runs);
          List<Integer> unknown =
              IntStream.range(0, runs.size())
                  .filter(run -> answers.get(run) instanceof JedisNoScriptException)
                  .boxed()
                  .toList();
          if (!unknown.isEmpty()) {
            // the server started anew; a script that it does not know has done nothing
            client.scriptLoad(script.source(), script.source());
            List<Object> again = exchange(client, script, unknown.stream().map(runs::get).toList());
            for (int i = 0; i < again.size(); i++) {
              answers.set(unknown.get(i), again.get(i));
            }
          }
          return answers;
        });
  }

  private static List<Object> exchange(
      RedisClient client, RedisScript script, List<byte[][]> runs) {
    try (Pipeline pipeline = client.pipelined()) {
      for (byte[][] run : runs) {
        var unused = pipeline.evalsha(script.sha1(), script.names(), run);
      }
      return pipeline.syncAndReturnAll();
    }
  }

  @Override
  public void close() {
    redis.close();
  }

  private StoreException failure(JedisException e) {
    if (e instanceof JedisDataException) {
      // its words hold no argument of ours, but for those of a script
      return new StoreException(where + " refused a command: " + firstWord(e), e);
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new StoreException(where + " cannot be reached: " + root.getMessage(), e);
  }

  private static String firstWord(JedisException e) {
    return String.valueOf(e.getMessage()).split(" ", 2)[0];
  }

  private static int port(URI uri) {
    return uri.getPort() == -1 ? 6379 : uri.getPort();
  }
}
