/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.micro;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.ChannelLimits;
import io.halley.comet.channel.Ownership;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.OutboundQueue;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Pushes that are not stored go through the buckets to connections that swallow them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BucketBenchmark {
  private static final int BUCKETS = 256;
  private static final int KEYS = 10_000;
  private static final Push PUSH =
      new Push(Payload.of("{\"hello\":\"world\"}"), 0, PushIds.random());

  private final List<Key> keys =
      IntStream.range(0, KEYS).mapToObj(i -> new Key("user-" + i)).toList();
  private final ChannelDirectory channels =
      new ChannelDirectory(
          BUCKETS,
          new ChannelLimits(64, 1_000, Duration.ofSeconds(5)),
          Ownership.alone("node1"),
          new MidClock(InstantSource.system()),
          neverAsked(),
          InstantSource.system());
  private int next;

  public BucketBenchmark() {
    keys.forEach(key -> channels.subscribe(key, new Swallowing()));
  }

  @Benchmark
  public CompletionStage<PushResult> toOneKey() {
    return channels.push(PUSH, List.of(keys.get(next++ % KEYS)));
  }

  @Benchmark
  @Threads(2)
  public CompletionStage<PushResult> toOneKeyFromTwoThreads() {
    return channels.push(PUSH, List.of(keys.get((next++ & 0x7FFF_FFFF) % KEYS)));
  }

  @Benchmark
  public CompletionStage<PushResult> toAllKeys() {
    return channels.push(PUSH, keys);
  }

  private static MessageService neverAsked() {
    return (MessageService)
        Proxy.newProxyInstance(
            MessageService.class.getClassLoader(),
            new Class<?>[] {MessageService.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException(method + " is asked for what is not stored");
            });
  }

  private static final class Swallowing implements Connection {
    @Override
    public OfferResult offer(Frame frame) {
      return OfferResult.ACCEPTED;
    }

    @Override
    public OutboundQueue newQueue() {
      throw new IllegalStateException("nobody resumes");
    }

    @Override
    public void close(CloseReason reason) {}
  }
}
