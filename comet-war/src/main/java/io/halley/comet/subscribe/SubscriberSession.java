/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.cluster.message.Key;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.JoinResult;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.OfferResult;
import io.halley.comet.connection.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * One connection's way through the protocol, above its transport: it subscribes once, sends
 * heartbeats, says which messages it has if it asked to, ends. Its edge tells it what came; it
 * answers through the connection. Safe for any thread; nothing blocks.
 */
public final class SubscriberSession {
  private static final Logger LOG = System.getLogger(SubscriberSession.class.getName());

  private static final String HEARTBEAT = "h";
  private static final String ACKNOWLEDGEMENT = "a";

  private enum State {
    WAITING,
    SUBSCRIBING,
    SUBSCRIBED,
    ENDED
  }

  private final Subscriptions subscriptions;
  private final ChannelDirectory channels;
  private final DisconnectLog disconnections;
  private final Acknowledgements acknowledgements;
  private final Connection connection;
  private final String peer;

  private State state = State.WAITING;
  private int earlyHeartbeats;
  private @Nullable Key key;

  /** Null unless the client asked to acknowledge. */
  private @Nullable AcknowledgingConnection acknowledging;

  SubscriberSession(
      Subscriptions subscriptions,
      ChannelDirectory channels,
      DisconnectLog disconnections,
      Acknowledgements acknowledgements,
      Connection connection,
      String peer) {
    this.subscriptions = subscriptions;
    this.channels = channels;
    this.disconnections = disconnections;
    this.acknowledgements = acknowledgements;
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
      if (request.acknowledges()) {
        acknowledging = new AcknowledgingConnection(connection, request.lastMid().orElse(0));
      }
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

  /**
   * The client sent a word: a heartbeat, {@code h}, is answered once it is subscribed; {@code a}
   * and a mid says which messages it has. Anything else ends the connection.
   */
  public void received(String word) {
    AcknowledgingConnection member = acknowledging();
    if (word.equals(HEARTBEAT)) {
      heartbeat();
    } else if (member != null
        && word.startsWith(ACKNOWLEDGEMENT)
        && SubscribeRequest.isMid(word.substring(1))) {
      acknowledge(member, Long.parseLong(word.substring(1)));
    } else {
      connection.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  private void acknowledge(AcknowledgingConnection member, long mid) {
    switch (member.acknowledge(mid)) {
      case NEW -> {
        Key acknowledged = key;
        if (acknowledged != null) {
          acknowledgements.add(acknowledged, mid);
        }
      }
      case OLD -> {}
      case AHEAD -> connection.close(CloseReason.ACK_AHEAD);
    }
  }

  private synchronized @Nullable AcknowledgingConnection acknowledging() {
    return acknowledging;
  }

  /** What stands for the connection in its channel. */
  private Connection member() {
    AcknowledgingConnection member = acknowledging();
    return member == null ? connection : member;
  }

  private void heartbeat() {
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
    JoinResult joined =
        request.lastMid().isPresent()
            ? channels.resume(request.key(), member(), request.lastMid().getAsLong())
            : channels.subscribe(request.key(), member());
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
      channels.unsubscribe(key, member());
    }
  }

  private boolean answerHeartbeat() {
    OfferResult offer = connection.offer(Reply.HEARTBEAT);
    if (offer == OfferResult.SLOW) {
      connection.close(CloseReason.SLOW_CONSUMER);
    }
    return offer == OfferResult.ACCEPTED;
  }
}
