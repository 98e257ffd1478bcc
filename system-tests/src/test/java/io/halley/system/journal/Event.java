/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

/** One thing that happened to a key. Times are nanoseconds since the chronicle began. */
public sealed interface Event {
  /** When it happened. */
  long at();

  /** In the words of a story. */
  String told();

  /** A push left. */
  record Sent(long at, int number) implements Event {
    @Override
    public String told() {
      return "push " + number + " is sent";
    }
  }

  /** A push came to its end. */
  record Concluded(long at, int number, Outcome outcome, String detail) implements Event {
    @Override
    public String told() {
      return "push " + number + " is " + outcome + (detail.isEmpty() ? "" : ": " + detail);
    }
  }

  /**
   * A message arrived.
   *
   * @param number the push's; {@link Journal#UNPROMISED} for one that was not to be stored
   */
  record Received(long at, long mid, int number) implements Event {
    @Override
    public String told() {
      return "message "
          + (number == Journal.UNPROMISED ? "" : number + " ")
          + "arrives, mid "
          + mid;
    }
  }

  /** A subscription was confirmed. */
  record Subscribed(long at, String where) implements Event {
    @Override
    public String told() {
      return "subscribed at " + where;
    }
  }

  /** The subscriber was told whether what follows is all that came after its last mid. */
  record Resumed(long at, long after, boolean complete) implements Event {
    @Override
    public String told() {
      return (complete ? "resumed" : "resumed WITH A GAP") + " after mid " + after;
    }
  }

  /** A connection that was subscribed ended. */
  record Disconnected(long at, String why) implements Event {
    @Override
    public String told() {
      return "disconnected: " + why;
    }
  }

  /** The server said what the protocol does not allow here. */
  record Garbled(long at, String what) implements Event {
    @Override
    public String told() {
      return "NOT UNDERSTOOD: " + what;
    }
  }

  /** Anything else that helps to understand. */
  record Noted(long at, String what) implements Event {
    @Override
    public String told() {
      return what;
    }
  }
}
