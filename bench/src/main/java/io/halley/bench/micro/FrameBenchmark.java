/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.micro;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
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

/** A message is encoded for the first of its subscribers, and found for the next. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {
  private final Payload payload = Payload.of("{\"from\":\"alice\",\"text\":\"hello, world\"}");
  private final Delivery encoded = new Delivery(new Message(638_000_000_000_000_000L, payload));

  @Benchmark
  public byte[] firstOverTcp() {
    return first(Framing.TCP);
  }

  @Benchmark
  public byte[] firstOverWebSocket() {
    return first(Framing.WEBSOCKET);
  }

  @Benchmark
  public byte[] nextOverTcp() {
    return encoded.bytes(Framing.TCP, MessageFormat.VALUE);
  }

  private byte[] first(Framing framing) {
    Delivery delivery = new Delivery(new Message(638_000_000_000_000_000L, payload));
    return delivery.bytes(framing, MessageFormat.VALUE);
  }
}
