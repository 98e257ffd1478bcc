/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import io.halley.cluster.message.MidClock;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.node.NodeIdentity;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.CometSettings;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.SlowConsumer;
import io.halley.cluster.startup.OwnThread;
import io.halley.cluster.startup.StartupLog;
import io.halley.cluster.zookeeper.MembershipException;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.ChannelLimits;
import io.halley.comet.channel.Ownership;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.endpoint.EndpointBounds;
import io.halley.comet.endpoint.EndpointSessions;
import io.halley.comet.subscribe.DisconnectLog;
import io.halley.comet.subscribe.SubscribeRules;
import io.halley.comet.subscribe.Subscriptions;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the node's singletons: the channels and what subscribers and web nodes need of them. */
@ApplicationScoped
public class CometComponents {
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SENDER_IDLE = Duration.ofSeconds(30);

  @Resource ManagedThreadFactory threads;

  @Produces
  @Singleton
  Settings settings() {
    return ModuleSettings.read().settings();
  }

  @Produces
  @Singleton
  Cluster cluster(Settings settings) {
    try {
      return OwnThread.call("halley-comet-open", () -> Cluster.open(settings));
    } catch (MembershipException e) {
      StartupLog.refused("The comet node cannot start: " + e.getMessage());
      throw e;
    }
  }

  /** For a node that never began to start: what started closes it earlier. */
  void close(@Disposes Cluster cluster) {
    OwnThread.run("halley-comet-close", cluster::close);
  }

  @Produces
  @Singleton
  MessageService messages(Cluster cluster) {
    return cluster.messages();
  }

  @Produces
  @Singleton
  MidClock mids() {
    return new MidClock(Clock.systemUTC());
  }

  @Produces
  @Singleton
  Ownership ownership(Settings settings) {
    return new Ownership(NodeIdentity.comet(settings));
  }

  @Produces
  @Singleton
  ChannelDirectory channels(
      Settings settings, Ownership ownership, MidClock mids, MessageService messages) {
    CometSettings comet = settings.comet();
    return new ChannelDirectory(
        comet.buckets(),
        new ChannelLimits(
            comet.connectionsPerKey(), comet.queueMaxMessages(), settings.rpcDeadline()),
        ownership,
        mids,
        messages,
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  ConnectionCounters connectionCounters() {
    return new ConnectionCounters();
  }

  @Produces
  @Singleton
  QueueBounds queueBounds(Settings settings) {
    CometSettings comet = settings.comet();
    return new QueueBounds(
        comet.queueMaxMessages(),
        comet.queueMaxBytes(),
        comet.slowConsumer() == SlowConsumer.DROP_OLDEST);
  }

  @Produces
  @Singleton
  DisconnectLog disconnections(ConnectionCounters counters) {
    return new DisconnectLog(counters);
  }

  @Produces
  @Singleton
  Subscriptions subscriptions(
      Settings settings,
      ChannelDirectory channels,
      MessageService messages,
      DisconnectLog disconnections) {
    CometSettings comet = settings.comet();
    return new Subscriptions(
        new SubscribeRules(
            comet.auth(), comet.heartbeatMin(), comet.heartbeatGrace(), comet.ackMaxKeys()),
        channels,
        messages,
        disconnections);
  }

  @Produces
  @Singleton
  EndpointSessions endpointSessions(
      Settings settings,
      Subscriptions subscriptions,
      QueueBounds queue,
      ConnectionCounters counters,
      ExecutorService senders) {
    return new EndpointSessions(
        subscriptions,
        new EndpointBounds(
            queue,
            SEND_TIMEOUT,
            settings.comet().frameMaxBytes(),
            settings.comet().firstPacketTimeout()),
        counters,
        senders);
  }

  /**
   * Threads for sends on the Jakarta edge, as many as are asked for; idle ones end. Not the
   * container's executor: its threads outlive the application, and hold on to the class loaders of
   * the code that made the container begin them.
   */
  @Produces
  @Singleton
  ExecutorService senders() {
    return new ThreadPoolExecutor(
        0,
        EndpointSessions.SENDERS_AT_MOST,
        SENDER_IDLE.toSeconds(),
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        threads);
  }
}
