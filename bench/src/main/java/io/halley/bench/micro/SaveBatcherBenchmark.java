/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.micro;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.SaveResult;
import io.halley.message.saving.SaveBatcher;
import io.halley.message.store.MessageStore;
import io.halley.message.store.SaveOutcome;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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

/** 32 callers save one message each and wait for it; the store itself takes no time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(32)
public class SaveBatcherBenchmark {
  private static final int LANES = 2;
  private static final int KEYS = 1_024;
  private static final Payload MESSAGE = Payload.of("{\"hello\":\"world\"}");

  private final List<Key> keys =
      IntStream.range(0, KEYS).mapToObj(i -> new Key("user-" + i)).toList();
  private final SaveBatcher batcher =
      new SaveBatcher(storeOfNoTime(), LANES, 256, 10_000, Thread::new);
  private final AtomicLong mids = new AtomicLong(638_000_000_000_000_000L);

  @Benchmark
  public SaveResult save() {
    long mid = mids.addAndGet(4);
    Recipient to = new Recipient(keys.get((int) (mid / 4 % KEYS)), mid);
    return batcher
        .save(MESSAGE, 4_000_000_000L, Push.UNREPEATED, List.of(to))
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
              if (method.getName().equals("save")) {
                int count = ((List<?>) arguments[0]).size();
                return Collections.nCopies(count, SaveOutcome.Plain.SAVED);
              }
              throw new IllegalStateException(method + " is not for saving");
            });
  }
}
