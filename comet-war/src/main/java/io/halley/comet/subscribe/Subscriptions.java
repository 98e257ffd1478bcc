/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who may subscribe here. Opens the sessions in which connections do so. Safe for any thread. */
public final class Subscriptions {
  private final SubscribeRules rules;
  private final ChannelDirectory channels;
  private final MessageService messages;
  private final DisconnectLog disconnections;
  private final Acknowledgements acknowledgements;

  public Subscriptions(
      SubscribeRules rules,
      ChannelDirectory channels,
      MessageService messages,
      DisconnectLog disconnections) {
    this.rules = rules;
    this.channels = channels;
    this.messages = messages;
    this.disconnections = disconnections;
    this.acknowledgements = new Acknowledgements(messages, rules.ackMaxKeys());
  }

  /** A session for a connection that has not subscribed yet. */
  public SubscriberSession open(Connection connection, String peer) {
    return new SubscriberSession(
        this, channels, disconnections, acknowledgements, connection, peer);
  }

  /** A connection ended before it had a session: counted and logged as all others are. */
  public void endedUnopened(String peer, CloseReason reason) {
    disconnections.ended(peer, reason);
  }

  /** The shortest heartbeat that a client may ask for. */
  public Duration heartbeatMin() {
    return rules.heartbeatMin();
  }

  /** Silence after which a subscriber's connection is closed. */
  public Duration silence(SubscribeRequest request) {
    return request.heartbeat().plus(rules.heartbeatGrace());
  }

  CompletionStage<Admission> admit(SubscribeRequest request) {
    if (!channels.owns(request.key())) {
      return CompletableFuture.completedStage(Admission.OTHER_NODE);
    }
    if (!rules.auth()) {
      return CompletableFuture.completedStage(Admission.ADMITTED);
    }
    return messages.useToken(request.key(), request.token()).thenApply(Subscriptions::admission);
  }

  private static Admission admission(TokenCheck check) {
    return switch (check) {
      case VALID -> Admission.ADMITTED;
      case INVALID -> Admission.TOKEN_REFUSED;
      case NO_CHANNEL -> Admission.NO_CHANNEL;
    };
  }
}
