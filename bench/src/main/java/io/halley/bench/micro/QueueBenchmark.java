/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.micro;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.netty.EventLoops;
import io.halley.comet.netty.Listener;
import io.halley.comet.netty.NettyConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A frame goes through a connection's bounded queue and its event loop into a real socket. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueueBenchmark {
  private static final QueueBounds BOUNDS = new QueueBounds(1_024, 1 << 20, false);

  private final Delivery delivery =
      new Delivery(new Message(638_000_000_000_000_000L, Payload.of("{\"hello\":\"world\"}")));
  private final BlockingQueue<NettyConnection> connected = new ArrayBlockingQueue<>(1);
  private @Nullable EventLoops loops;
  private @Nullable Listener listener;
  private @Nullable Socket reader;
  private @Nullable NettyConnection connection;

  @Setup
  public void connect() throws IOException, InterruptedException {
    EventLoops own = new EventLoops(1);
    loops = own;
    Listener bound =
        Listener.bind(
            "benchmark",
            own,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            channel ->
                connected.add(
                    new NettyConnection(
                        channel, own, Framing.TCP, BOUNDS, new ConnectionCounters())));
    listener = bound;
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), bound.port());
    reader = socket;
    Thread swallowing = new Thread(() -> swallow(socket));
    swallowing.setDaemon(true);
    swallowing.start();
    connection = connected.poll(10, TimeUnit.SECONDS);
  }

  private static void swallow(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the benchmark has closed it
    }
  }

  @TearDown
  public void close() throws IOException {
    if (reader != null && listener != null && loops != null) {
      reader.close();
      listener.close();
      loops.close();
    }
  }

  /** As often as the queue has room. */
  @Benchmark
  public int offer() {
    int full = 0;
    while (connection != null && connection.offer(delivery) != OfferResult.ACCEPTED) {
      full++;
      Thread.onSpinWait();
    }
    return full;
  }
}
