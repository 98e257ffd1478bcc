/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Connections to a Redis server, or to several that are one, and their failures in our words. Safe
 * for any thread; a call blocks, one second for a connection and three for an answer at the most.
 */
final class RedisConnection implements AutoCloseable {
  private final RedisAddress address;
  private final int connections;
  private final RedisNames names;
  private @Nullable UnifiedJedis client;

  /** Connects when the first command is given. */
  RedisConnection(RedisAddress address, int connections) {
    this.address = address;
    this.connections = connections;
    this.names = new RedisNames(address.kind() == RedisAddress.Kind.CLUSTER);
  }

  String where() {
    return address.toString();
  }

  /** What things are called there. */
  RedisNames names() {
    return names;
  }

  /** Gives commands; a failure of theirs is thrown as the store's. */
  <T> T call(Function<UnifiedJedis, T> commands) {
    try {
      return commands.apply(client());
    } catch (JedisException e) {
      throw failure(e);
    }
  }

  /** The client of sentinels or of a cluster asks them while it is made, which may fail. */
  private synchronized UnifiedJedis client() {
    if (client == null) {
      client = RedisClients.open(address, connections);
    }
    return client;
  }

  /** Runs a script, which the server need not have seen. */
  Object run(RedisScript script, byte[]... namesThenArguments) {
    return call(client -> run(client, script, namesThenArguments));
  }

  private static Object run(UnifiedJedis client, RedisScript script, byte[]... namesThenArguments) {
    try {
      return client.evalsha(script.sha1(), script.names(), namesThenArguments);
    } catch (JedisNoScriptException e) {
      return client.eval(script.source(), script.names(), namesThenArguments);
    }
  }

  /**
   * Runs a script many times in one exchange with each server.
   *
   * @param runs what each is given: its names, then the other arguments
   * @return what each answered; a {@link JedisException} where it failed
   * @throws StoreException if all failed because no server could be reached
   */
  List<Object> runAll(RedisScript script, List<byte[][]> runs) {
    return call(
        client -> {
          List<Object> answers = exchange(client, script, runs, true);
          again(
              answers,
              JedisNoScriptException.class,
              // the server started anew; a script that it does not know has done nothing
              unknown -> exchange(client, script, pick(runs, unknown), false));
          again(
              answers,
              JedisRedirectionException.class,
              // the slot is another node's now: alone, each is sent after it
              moved -> pick(runs, moved).stream().map(run -> alone(client, script, run)).toList());
          return answers;
        });
  }

  private static void again(
      List<Object> answers,
      Class<? extends JedisException> failure,
      Function<List<Integer>, List<Object>> attempt) {
    List<Integer> failed =
        IntStream.range(0, answers.size())
            .filter(i -> failure.isInstance(answers.get(i)))
            .boxed()
            .toList();
    if (!failed.isEmpty()) {
      List<Object> second = attempt.apply(failed);
      for (int i = 0; i < failed.size(); i++) {
        answers.set(failed.get(i), second.get(i));
      }
    }
  }

  private static List<byte[][]> pick(List<byte[][]> runs, List<Integer> these) {
    return these.stream().map(runs::get).toList();
  }

  private static Object alone(UnifiedJedis client, RedisScript script, byte[][] run) {
    try {
      return run(client, script, run);
    } catch (JedisException e) {
      return e;
    }
  }

  private List<Object> exchange(
      UnifiedJedis client, RedisScript script, List<byte[][]> runs, boolean isKnown) {
    List<Object> answers = new ArrayList<>(runs.size());
    try (AbstractPipeline pipeline = client.pipelined()) {
      PipelinedRuns sent = new PipelinedRuns(pipeline, script, isKnown);
      runs.forEach(sent::send);
      pipeline.sync();
      answers.addAll(sent.answers());
    }
    return answers;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  private StoreException failure(JedisException e) {
    if (e instanceof JedisDataException) {
      // its words hold no argument of ours, but for those of a script
      return new StoreException(where() + " refused a command: " + firstWord(e), e);
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new StoreException(where() + " cannot be reached: " + root.getMessage(), e);
  }

  private static String firstWord(JedisException e) {
    return String.valueOf(e.getMessage()).split(" ", 2)[0];
  }
}
