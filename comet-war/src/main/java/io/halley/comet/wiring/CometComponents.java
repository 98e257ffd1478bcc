/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import io.grpc.ManagedChannel;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.rpc.InProcessRpc;
import io.halley.cluster.rpc.MessageRpcClient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.CometSettings;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.ChannelLimits;
import io.halley.comet.endpoint.EndpointBounds;
import io.halley.comet.endpoint.EndpointSessions;
import io.halley.comet.subscribe.Disconnections;
import io.halley.comet.subscribe.SubscribeRules;
import io.halley.comet.subscribe.Subscriptions;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the node's singletons: the channels and what subscribers and web nodes need of them. */
@ApplicationScoped
public class CometComponents {
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);

  @Resource ManagedExecutorService executor;

  @Produces
  @Singleton
  Settings settings() {
    return Settings.read(
        property -> ConfigProvider.getConfig().getOptionalValue(property, String.class));
  }

  @Produces
  @Singleton
  ManagedChannel messageChannel(Settings settings) {
    return InProcessRpc.connect(InProcessRpc.messageName(settings.node()));
  }

  void close(@Disposes ManagedChannel channel) {
    InProcessRpc.stop(channel);
  }

  @Produces
  @Singleton
  MessageService messages(ManagedChannel channel, Settings settings) {
    return new MessageRpcClient(channel, settings.rpcDeadline());
  }

  @Produces
  @Singleton
  MidClock mids() {
    return new MidClock(Clock.systemUTC());
  }

  @Produces
  @Singleton
  ChannelDirectory channels(Settings settings, MidClock mids, MessageService messages) {
    CometSettings comet = settings.comet();
    return new ChannelDirectory(
        comet.buckets(),
        new ChannelLimits(comet.connectionsPerKey(), comet.queueMaxMessages()),
        mids,
        messages,
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  Disconnections disconnections() {
    return new Disconnections();
  }

  @Produces
  @Singleton
  Subscriptions subscriptions(
      Settings settings,
      ChannelDirectory channels,
      MessageService messages,
      Disconnections disconnections) {
    CometSettings comet = settings.comet();
    // a cluster of one: this node owns every key
    ClusterView view =
        new ClusterView(1, List.of(CometNode.alone(settings.node(), List.of(), List.of())));
    return new Subscriptions(
        settings.node(),
        () -> view,
        new SubscribeRules(comet.auth(), comet.heartbeatMin(), comet.heartbeatGrace()),
        channels,
        messages,
        disconnections);
  }

  @Produces
  @Singleton
  EndpointSessions endpointSessions(Settings settings, Subscriptions subscriptions) {
    CometSettings comet = settings.comet();
    return new EndpointSessions(
        subscriptions,
        new EndpointBounds(
            comet.queueMaxMessages(), comet.queueMaxBytes(), SEND_TIMEOUT, comet.frameMaxBytes()),
        executor);
  }
}
