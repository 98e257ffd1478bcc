/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.OfferResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** How channels give frames to connections. */
final class Deliverer {
  private static final Logger LOG = System.getLogger(Deliverer.class.getName());

  private Deliverer() {}

  /**
   * Offers a frame; a connection that is too slow for it is closed.
   *
   * @return whether the connection took it
   */
  static boolean offer(Connection connection, Frame frame) {
    try {
      OfferResult answer = connection.offer(frame);
      if (answer == OfferResult.SLOW) {
        connection.close(CloseReason.SLOW_CONSUMER);
      }
      return answer == OfferResult.ACCEPTED;
    } catch (RuntimeException e) {
      failed(connection, e);
      return false;
    }
  }

  /** Offers a push to all connections; its turn is over then. */
  static void deliver(Pending push, Connection[] connections) {
    push.handedTo(deliver(push.delivery(), connections));
  }

  /** Offers a message to all connections; returns how many took it. */
  static int deliver(Delivery message, Connection[] connections) {
    int handed = 0;
    for (Connection connection : connections) {
      if (offer(connection, message)) {
        handed++;
      }
    }
    return handed;
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
}
