/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

/** Why a connection ended. Each is counted by itself. */
public enum CloseReason {
  /** Issued when the client ended the connection. */
  CLIENT_LEFT("the client left"),
  /** Issued when the subscribe command or its parameters were wrong, after {@code -p}. */
  PARAMETER_ERROR("a parameter was wrong"),
  /** Issued when the token is not valid for the key, after {@code -a}. */
  TOKEN_REFUSED("the token is not valid"),
  /** Issued when a token is needed and the key has none, after {@code -c}. */
  NO_CHANNEL("nobody created the channel"),
  /** Issued when the key belongs to another comet node, after {@code -n}. */
  OTHER_NODE("the key belongs to another node"),
  /**
   * Issued when the key's log has messages that the client lacks and this node cannot read them, or
   * when some of them are gone and only a new reading can tell whether the client has those.
   */
  MISSED("the log has messages that the client lacks"),
  /** Issued when the key has as many connections as it may have. */
  TOO_MANY_CONNECTIONS("the key has too many connections"),
  /** Issued when no whole subscribe command came in time. */
  FIRST_PACKET_LATE("no subscribe command came in time"),
  /** Issued when nothing was heard for the heartbeat and its grace. */
  HEARTBEAT_LATE("no heartbeat came in time"),
  /** Issued when the client sent what the protocol does not have, or more than is allowed. */
  PROTOCOL_ERROR("the client broke the protocol"),
  /** Issued when the client acknowledged a message that it was not sent. */
  ACK_AHEAD("the client acknowledged what it was not sent"),
  /** Issued when the client reads more slowly than messages come and its queue is full. */
  SLOW_CONSUMER("the client reads too slowly"),
  /** Issued when the transport failed. */
  TRANSPORT_ERROR("the transport failed"),
  /** Issued when the node could not do its part, as when the message service is away. */
  UNAVAILABLE("the node could not serve the subscription"),
  /** Issued when the node stops. */
  NODE_STOPS("the node stops");

  private final String sentence;

  CloseReason(String sentence) {
    this.sentence = sentence;
  }

  /** The reason in words, for logs. */
  public String sentence() {
    return sentence;
  }
}
