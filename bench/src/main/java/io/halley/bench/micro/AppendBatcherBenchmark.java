/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.micro;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.appending.AppendBatcher;
import io.halley.message.store.MessageStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** 32 callers append one message each and wait for it; the store itself takes no time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(32)
public class AppendBatcherBenchmark {
  private static final int LANES = 2;
  private static final int KEYS = 1_024;
  private static final Payload MESSAGE = Payload.of("{\"hello\":\"world\"}");

  private final List<Key> keys =
      IntStream.range(0, KEYS).mapToObj(i -> new Key("user-" + i)).toList();
  private final AppendBatcher batcher =
      new AppendBatcher(storeOfNoTime(), LANES, 256, 10_000, InstantSource.system(), Thread::new);
  private final AtomicLong pushes = new AtomicLong();

  @Benchmark
  public Map<Key, Appended> append() {
    long push = pushes.incrementAndGet();
    AppendTarget to = new AppendTarget(keys.get((int) (push % KEYS)), 0);
    return batcher
        .append(LogEntry.of(MESSAGE, 4_000_000_000L, push), List.of(to))
        .toCompletableFuture()
        .join();
  }

  @TearDown
  public void stop() throws InterruptedException {
    if (!batcher.stop(Duration.ofSeconds(10))) {
      throw new IllegalStateException("the batcher did not stop");
    }
  }

  private static MessageStore storeOfNoTime() {
    return (MessageStore)
        Proxy.newProxyInstance(
            MessageStore.class.getClassLoader(),
            new Class<?>[] {MessageStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("append")) {
                int count = ((List<?>) arguments[0]).size();
                return Collections.nCopies(count, Optional.of(Appended.after(0, 4)));
              }
              throw new IllegalStateException(method + " is not for appending");
            });
  }
}
