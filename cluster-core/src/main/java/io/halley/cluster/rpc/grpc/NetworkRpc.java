/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.BindableService;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.MessageService;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * gRPC between nodes: plain HTTP/2 over TCP, on few event loops of its own. Services run on them
 * and stages end on them, so neither must block. {@link #close} ends the loops; whoever opened a
 * server or a channel closes it before that. Safe for any thread.
 *
 * <p>Open and close it on a thread of ours: gRPC and Netty leave thread locals behind.
 */
public final class NetworkRpc implements AutoCloseable {
  /**
   * The longest message, 128 MiB. 10,000 keys of the greatest length with a body of 64 KB take 2.8
   * MB to append. The longest body that a web node can be set to take, 16 MiB, may name 4 million
   * keys of 3 bytes, each of which takes 14 to append, and 18 to answer. A backlog comes in parts.
   */
  public static final int MESSAGE_MAX_BYTES = 128 << 20;

  private static final Logger LOG = System.getLogger(NetworkRpc.class.getName());
  private static final int LOOPS_AT_MOST = 4;
  private static final int RESOLVERS = 2;

  /** The shortest time that gRPC has between pings; anything less it takes for this. */
  private static final Duration PING_EVERY = Duration.ofSeconds(10);

  private static final Duration PING_ANSWERED_WITHIN = Duration.ofSeconds(3);

  /** Less than what clients do, for a server takes pings that come too early for an attack. */
  private static final Duration PINGS_APART = PING_EVERY.dividedBy(2);

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
  private static final Duration RECONNECT_EVERY = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Optional<SharedSecret> secret;
  private final EventLoopGroup loops;
  private final ThreadPoolExecutor resolvers;
  private final Set<ManagedChannel> channels = ConcurrentHashMap.newKeySet();

  /**
   * @param secret what calls of this node show, and calls to it must show; empty: nothing
   */
  public NetworkRpc(Optional<String> secret) {
    this.secret = secret.map(SharedSecret::new);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            Math.min(LOOPS_AT_MOST, Runtime.getRuntime().availableProcessors()),
            new DefaultThreadFactory("halley-rpc", true),
            NioIoHandler.newFactory());
    this.resolvers =
        new ThreadPoolExecutor(
            RESOLVERS,
            RESOLVERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("halley-rpc-names", true));
    this.resolvers.allowCoreThreadTimeOut(true);
    loops.scheduleWithFixedDelay(
        this::reconnect,
        RECONNECT_EVERY.toMillis(),
        RECONNECT_EVERY.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Opens a port that serves a comet node, and gRPC's health service, which says that the node does
   * not serve yet.
   *
   * @param host a local address
   * @param port 0: any that is free
   * @throws UncheckedIOException if the address cannot be bound
   */
  public NetworkServer serve(String host, int port, CometService service) {
    return serve(host, port, new CometRpcServer(service));
  }

  /** The same for a message node. */
  public NetworkServer serve(String host, int port, MessageService service) {
    return serve(host, port, new MessageRpcServer(service));
  }

  NetworkServer serve(String host, int port, BindableService... services) {
    HealthStatusManager health = new HealthStatusManager();
    NettyServerBuilder server =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .channelType(NioServerSocketChannel.class)
            .directExecutor()
            .maxInboundMessageSize(MESSAGE_MAX_BYTES)
            .permitKeepAliveTime(PINGS_APART.toMillis(), TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(health.getHealthService());
    for (BindableService service : services) {
      server.addService(service);
    }
    secret.ifPresent(server::intercept);
    try {
      NetworkServer opened = new NetworkServer(server.build(), health);
      opened.notServing();
      return opened.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the RPC address " + host + ":" + port + " cannot be bound: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a channel to a node, which may come later, go and come back: it is tried again within
   * about a second. A call made while it is known to be away fails at once; one made while it is
   * being connected waits, up to its deadline. Calls of one thread arrive in their order while the
   * connection stands, but those that waited for it may be overtaken, as may a long request by a
   * short one. Who connects calls {@code shutdown} in the end.
   *
   * @param address {@code host:port}; a name is resolved anew when the node is away
   * @throws IllegalArgumentException if it is no such address
   */
  public ManagedChannel connect(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(address + " is no address such as host:6970");
    }
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))
            .usePlaintext()
            .eventLoopGroup(loops)
            .channelType(NioSocketChannel.class)
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_WITHIN.toMillis())
            .directExecutor()
            .offloadExecutor(resolvers)
            // nodes reach each other as they say, whatever proxy the JVM has for the world outside
            .proxyDetector(server -> null)
            .disableServiceConfigLookUp()
            .maxInboundMessageSize(MESSAGE_MAX_BYTES)
            // also without calls: a node that is silent while it is being connected is noticed so
            .keepAliveWithoutCalls(true)
            .keepAliveTime(PING_EVERY.toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTimeout(PING_ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .intercept(new EventLoopInterceptor(loops.next()));
    secret.ifPresent(shared -> builder.intercept(shared.shown()));
    ManagedChannel channel = builder.build();
    channels.add(channel);
    return channel;
  }

  /** Ends channels: calls under way may finish for some seconds, then they are cut. */
  static void stop(Collection<ManagedChannel> channels) {
    channels.forEach(ManagedChannel::shutdown);
    long end = System.nanoTime() + STOP_WITHIN.toNanos();
    try {
      for (ManagedChannel channel : channels) {
        if (!channel.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          channel.shutdownNow().awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      channels.forEach(ManagedChannel::shutdownNow);
      Thread.currentThread().interrupt();
    }
  }

  /** Cuts what is still open, and returns when the threads have ended, or after some seconds. */
  @Override
  public void close() {
    stop(channels);
    resolvers.shutdownNow();
    if (!loops
        .shutdownGracefully(0, STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(2 * STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(Level.WARNING, "the RPC threads did not end in time");
    }
  }

  /**
   * Ends gRPC's own pauses between its attempts, which grow to two minutes: within a cluster an
   * attempt a second is cheap, and a node that is back must not be missed.
   */
  private void reconnect() {
    channels.removeIf(ManagedChannel::isTerminated);
    for (ManagedChannel channel : channels) {
      if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
        channel.resetConnectBackoff();
      }
    }
  }
}
