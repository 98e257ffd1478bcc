/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.edge;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.CometNode;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.ChannelLimits;
import io.halley.comet.channel.Ownership;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.netty.EdgeSetup;
import io.halley.comet.netty.EventLoops;
import io.halley.comet.netty.Listener;
import io.halley.comet.subscribe.DisconnectLog;
import io.halley.comet.subscribe.SubscribeRules;
import io.halley.comet.subscribe.Subscriptions;
import io.halley.testkit.edge.Edge;
import io.halley.testkit.edge.EdgeLimits;
import io.halley.testkit.edge.EdgeProfile;
import io.halley.testkit.message.InMemoryMessageService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A comet node without a container, behind one Netty edge. */
final class TestNode implements Edge {
  private static final String NAME = "node1";

  private final InMemoryMessageService messages = new InMemoryMessageService(Clock.systemUTC());
  private final ChannelDirectory channels;
  private final EventLoops loops = new EventLoops(2);
  private final ConnectionCounters counters = new ConnectionCounters();
  private final Listener edge;

  TestNode(EdgeProfile profile, EdgeLimits limits, EdgeFactory factory) {
    channels =
        new ChannelDirectory(
            16,
            new ChannelLimits(
                limits.connectionsPerKey(), limits.queueMaxMessages(), Duration.ofSeconds(5)),
            profile == EdgeProfile.FOREIGN
                ? new Ownership(CometNode.alone(NAME, List.of(), List.of()))
                : Ownership.alone(NAME),
            new MidClock(Clock.systemUTC()),
            messages,
            Clock.systemUTC());
    Subscriptions subscriptions =
        new Subscriptions(
            new SubscribeRules(
                profile == EdgeProfile.AUTH, limits.heartbeatMin(), limits.heartbeatGrace(), 1_000),
            channels,
            messages,
            new DisconnectLog(counters));
    edge =
        factory.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new EdgeSetup(
                loops,
                subscriptions,
                new QueueBounds(
                    limits.queueMaxMessages(),
                    limits.queueMaxBytes(),
                    profile == EdgeProfile.DROPPING),
                counters,
                limits.firstPacketTimeout()));
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.port());
  }

  @Override
  public void push(String key, String json) {
    pushStored(key, 0, json);
  }

  @Override
  public void pushStored(String key, long expireSeconds, String json) {
    PushResult result =
        channels
            .push(
                new Push(Payload.of(json), expireSeconds, PushIds.random()), List.of(new Key(key)))
            .toCompletableFuture()
            .join();
    if (!result.equals(PushResult.done())) {
      throw new AssertionError("the push failed");
    }
  }

  @Override
  public void addToken(String key, String token) {
    messages.addToken(new Key(key), token).toCompletableFuture().join();
  }

  /** How connections ended. */
  ConnectionCounters counters() {
    return counters;
  }

  /** The node's counters now. */
  CometStat stat() {
    return channels.counters().snapshot();
  }

  @Override
  public void close() {
    edge.close();
    channels.closeAll(CloseReason.NODE_STOPS);
    loops.close();
  }

  /** Starts the edge under test. */
  interface EdgeFactory {
    Listener start(InetSocketAddress address, EdgeSetup setup);
  }
}
