/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Runs of a script on their way through a pipeline. A cluster's pipeline leads to several servers:
 * one that cannot be reached fails its own runs. For one thread.
 */
final class PipelinedRuns {
  /** Connecting to a server that is gone takes time, and each of its runs tries it anew. */
  private static final long MOST_SPENT = Duration.ofMillis(RedisClients.CONNECT_MILLIS).toNanos();

  private final AbstractPipeline pipeline;
  private final RedisScript script;
  private final boolean isKnown;
  private final List<Supplier<Object>> answers = new ArrayList<>();
  private long spent;

  /**
   * @param isKnown whether the script goes by its name, and not whole
   */
  PipelinedRuns(AbstractPipeline pipeline, RedisScript script, boolean isKnown) {
    this.pipeline = pipeline;
    this.script = script;
    this.isKnown = isKnown;
  }

  /**
   * @throws JedisException where connecting took too long to try it any more
   */
  void send(byte[][] run) {
    long begin = System.nanoTime();
    try {
      Response<Object> response =
          isKnown
              ? pipeline.evalsha(script.sha1(), script.names(), run)
              : pipeline.eval(script.source(), script.names(), run);
      answers.add(() -> answer(response));
    } catch (JedisException e) {
      spent += System.nanoTime() - begin;
      if (spent > MOST_SPENT) {
        throw e;
      }
      answers.add(() -> e);
    }
  }

  /**
   * What was answered, after the pipeline is synchronized; a {@link JedisException} where a run
   * failed.
   *
   * @throws JedisConnectionException if no run was answered
   */
  List<Object> answers() {
    List<Object> given = new ArrayList<>(answers.stream().map(Supplier::get).toList());
    if (!given.isEmpty() && given.stream().allMatch(JedisConnectionException.class::isInstance)) {
      throw (JedisConnectionException) given.get(0);
    }
    return given;
  }

  private static Object answer(Response<Object> response) {
    try {
      return response.get();
    } catch (JedisException e) {
      return e;
    } catch (IllegalStateException e) {
      // a cluster's pipeline logs that the server was lost, and leaves its runs without an answer
      return new JedisConnectionException("a server of the cluster did not answer", e);
    }
  }
}
