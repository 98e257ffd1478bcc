/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.cluster.message.Key;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.Joined;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Offer;
import io.halley.comet.connection.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * One connection's way through the protocol, above its transport: it subscribes once, sends
 * heartbeats, ends. Its edge tells it what came; it answers through the connection. Safe for any
 * thread; nothing blocks.
 */
public final class SubscriberSession {
  private static final Logger LOG = System.getLogger(SubscriberSession.class.getName());

  private enum State {
    WAITING,
    SUBSCRIBING,
    SUBSCRIBED,
    ENDED
  }

  private final Subscriptions subscriptions;
  private final ChannelDirectory channels;
  private final Disconnections disconnections;
  private final Connection connection;
  private final String peer;

  private State state = State.WAITING;
  private int earlyHeartbeats;
  private @Nullable Key key;

  SubscriberSession(
      Subscriptions subscriptions,
      ChannelDirectory channels,
      Disconnections disconnections,
      Connection connection,
      String peer) {
    this.subscriptions = subscriptions;
    this.channels = channels;
    this.disconnections = disconnections;
    this.connection = connection;
    this.peer = peer;
  }

  /** The client wants to subscribe; it is answered, and closed if it may not. */
  public void subscribe(SubscribeRequest request) {
    synchronized (this) {
      if (state != State.WAITING) {
        return;
      }
      state = State.SUBSCRIBING;
      key = request.key();
    }
    var unused =
        subscriptions
            .admit(request)
            .whenComplete(
                (admission, failure) -> {
                  if (failure != null) {
                    LOG.log(Level.DEBUG, () -> "no admission: " + failure.getMessage());
                    connection.close(CloseReason.UNAVAILABLE);
                  } else if (admission == Admission.ADMITTED) {
                    join(request);
                  } else {
                    refuse(admission);
                  }
                });
  }

  /** The client's subscribe parameters were wrong; it is told so and closed. */
  public void refuseParameters() {
    connection.offer(Reply.PARAMETER_ERROR);
    connection.close(CloseReason.PARAMETER_ERROR);
  }

  /** The client sent a heartbeat; it is answered, once it is subscribed. */
  public void heartbeat() {
    synchronized (this) {
      if (state == State.WAITING || state == State.SUBSCRIBING) {
        earlyHeartbeats++;
        return;
      }
    }
    answerHeartbeat();
  }

  /** The transport has ended; the edge calls it once, whoever ended it. */
  public void ended(CloseReason reason) {
    State before;
    synchronized (this) {
      before = state;
      state = State.ENDED;
    }
    if (before == State.SUBSCRIBED) {
      leave();
    }
    if (before != State.ENDED) {
      disconnections.ended(key == null ? peer : peer + " on " + key, reason);
    }
  }

  private void join(SubscribeRequest request) {
    Joined joined =
        request.lastMid().isPresent()
            ? channels.resume(request.key(), connection, request.lastMid().getAsLong())
            : channels.subscribe(request.key(), connection);
    switch (joined) {
      case JOINED -> standing();
      case TOO_MANY_CONNECTIONS -> connection.close(CloseReason.TOO_MANY_CONNECTIONS);
      case OTHER_NODE -> refuse(Admission.OTHER_NODE);
    }
  }

  private void standing() {
    int early;
    boolean stands;
    synchronized (this) {
      stands = state == State.SUBSCRIBING;
      if (stands) {
        state = State.SUBSCRIBED;
      }
      early = earlyHeartbeats;
    }
    if (!stands) {
      // the transport ended while the token was looked at
      leave();
      return;
    }
    int answered = 0;
    while (answered < early && answerHeartbeat()) {
      answered++;
    }
  }

  private void refuse(Admission admission) {
    admission.reply().ifPresent(connection::offer);
    admission.reason().ifPresent(connection::close);
  }

  private void leave() {
    if (key != null) {
      channels.unsubscribe(key, connection);
    }
  }

  private boolean answerHeartbeat() {
    Offer offer = connection.offer(Reply.HEARTBEAT);
    if (offer == Offer.SLOW) {
      connection.close(CloseReason.SLOW_CONSUMER);
    }
    return offer == Offer.ACCEPTED;
  }
}
