/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

import io.halley.testkit.subscriber.Subscriber;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract of all edges, by subject in the interfaces that it implements. A subclass of {@link
 * TcpEdgeContract} or {@link WebSocketEdgeContract} says how to start the edge. An edge starts when
 * a test first needs it and lives as long as the class; its settings are {@link EdgeLimits#SHORT}.
 * A subclass that cannot start an edge in one of the profiles throws {@link
 * org.opentest4j.TestAbortedException}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EdgeContract
    implements SubscribeContract,
        HeartbeatContract,
        MessageContract,
        ResumeContract,
        AcknowledgeContract,
        SlowSubscriberContract,
        TokenContract {
  private static final AtomicInteger KEYS = new AtomicInteger();

  private final Map<EdgeProfile, Edge> edges = new EnumMap<>(EdgeProfile.class);
  private final List<Subscriber> subscribers = new ArrayList<>();

  /** Starts an edge with these settings, on a free loopback port. */
  protected abstract Edge start(EdgeProfile profile, EdgeLimits settings);

  /** A client of the kind of this edge. */
  abstract Subscriber connectTo(InetSocketAddress address);

  /** A client of the kind of this edge, with a small receive buffer. */
  abstract Subscriber connectNarrowTo(InetSocketAddress address);

  @Override
  public final EdgeLimits limits() {
    return EdgeLimits.SHORT;
  }

  @Override
  public final Edge edge(EdgeProfile profile) {
    return edges.computeIfAbsent(profile, missing -> start(missing, limits()));
  }

  @Override
  public final Subscriber connect(EdgeProfile profile) {
    return closedAfterTest(connectTo(edge(profile).address()));
  }

  @Override
  public final Subscriber connectNarrow(EdgeProfile profile) {
    return closedAfterTest(connectNarrowTo(edge(profile).address()));
  }

  @Override
  public final String key() {
    return "edge-" + KEYS.incrementAndGet();
  }

  final <S extends Subscriber> S closedAfterTest(S subscriber) {
    subscribers.add(subscriber);
    return subscriber;
  }

  @AfterEach
  final void closeSubscribers() {
    subscribers.forEach(Subscriber::close);
    subscribers.clear();
  }

  @AfterAll
  final void closeEdges() {
    edges.values().forEach(Edge::close);
    edges.clear();
  }
}
