/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.micro;

import io.halley.cluster.json.JsonCompactor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A body is validated and compacted: a short message, and one of a thousand numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {
  private final byte[] small =
      "{\"from\": \"alice\", \"text\": \"hello, world\", \"at\": 1700000000}"
          .getBytes(StandardCharsets.UTF_8);
  private final byte[] large =
      ("[" + "12345, ".repeat(1_000) + "0]").getBytes(StandardCharsets.UTF_8);

  @Benchmark
  public Optional<byte[]> compactSmall() {
    return JsonCompactor.compact(small);
  }

  @Benchmark
  public Optional<byte[]> compactLarge() {
    return JsonCompactor.compact(large);
  }
}
