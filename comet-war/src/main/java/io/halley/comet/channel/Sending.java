/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.comet.channel.Channel.Pending;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Offer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;

/** How channels give frames to connections. */
final class Sending {
  private static final Logger LOG = System.getLogger(Sending.class.getName());

  private Sending() {}

  /**
   * Offers a frame; a connection that is too slow for it is closed.
   *
   * @return whether the connection took it
   */
  static boolean offer(Connection connection, Frame frame) {
    try {
      Offer answer = connection.offer(frame);
      if (answer == Offer.SLOW) {
        connection.close(CloseReason.SLOW_CONSUMER);
      }
      return answer == Offer.ACCEPTED;
    } catch (RuntimeException e) {
      failed(connection, e);
      return false;
    }
  }

  /** Offers a message to all connections, and tells its receipt how many took it. */
  static void deliver(Pending message, Connection[] connections) {
    int handed = 0;
    for (Connection connection : connections) {
      if (offer(connection, message.delivery)) {
        handed++;
      }
    }
    if (message.receipt != null) {
      message.receipt.handedTo(handed);
    }
  }

  /** Sends something; what goes wrong costs the one connection only. */
  static void guarded(Connection connection, Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException e) {
      failed(connection, e);
    }
  }

  private static void failed(Connection connection, RuntimeException failure) {
    LOG.log(Level.WARNING, "a connection failed unexpectedly", failure);
    connection.close(CloseReason.TRANSPORT_ERROR);
  }

  /**
   * Asks for what is stored and sends it, then lets the live messages through.
   *
   * @return the mid up to which the connection then has what is stored, the highest there is if it
   *     is closed; ends normally
   */
  static CompletionStage<Long> stored(CatchUp joined, Resume resume) {
    return resume
        .backlog()
        .handle(
            (backlog, failure) -> {
              if (failure != null) {
                LOG.log(Level.DEBUG, () -> "no stored messages: " + failure.getMessage());
                joined.close(CloseReason.UNAVAILABLE);
                return Long.MAX_VALUE;
              }
              guarded(joined, () -> joined.send(backlog));
              return joined.readUpTo(backlog);
            });
  }
}
