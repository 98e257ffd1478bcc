/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection of a client. It reads from its socket only inside the methods that wait, each of
 * which has a deadline: where none is given, {@link #PATIENCE}. For one thread. The caller closes
 * it.
 */
public interface Subscriber extends AutoCloseable {
  /** How long a test waits for what must come: long enough for a busy machine. */
  Duration PATIENCE = Duration.ofSeconds(20);

  /** Asks for a subscription; does not wait for the answer to it. */
  void subscribe(Subscription subscription);

  /** Asks for a subscription of a client with a version and a token. */
  default void subscribe(String key, long heartbeatSeconds, String token, String version) {
    subscribe(new Subscription(key, String.valueOf(heartbeatSeconds), token, version));
  }

  /** Sends a text to the server: its UTF-8 bytes over TCP, one text frame over WebSocket. */
  void send(String text);

  /** Sends one heartbeat; does not wait for the answer to it. */
  default void heartbeat() {
    send("h");
  }

  /** Says that it has all messages up to a mid. */
  default void acknowledge(long mid) {
    send("a" + mid);
  }

  /**
   * The next frame.
   *
   * @return empty if none came in time or the connection ended; see {@link #isEnded}
   */
  Optional<Frame> poll(Duration within);

  /**
   * The next frame.
   *
   * @throws AssertionError if none came in time or the connection ended
   */
  default Frame next(Duration within) {
    return poll(within)
        .orElseThrow(
            () ->
                new AssertionError(
                    isEnded() ? "the server closed the connection" : "nothing within " + within));
  }

  /** The next frame, patiently. */
  default Frame next() {
    return next(PATIENCE);
  }

  /**
   * Waits until the server has closed the connection.
   *
   * @return the frames that came before
   * @throws AssertionError if it is not closed in time
   */
  List<Frame> awaitEnd(Duration within);

  /** Waits patiently until the server has closed the connection. */
  default List<Frame> awaitEnd() {
    return awaitEnd(PATIENCE);
  }

  /** Whether the server is known to have closed the connection: known by reading only. */
  boolean isEnded();

  /** Goes away with a reset, as a client does whose machine is cut off. */
  void abort();

  /** Goes away in good order. */
  @Override
  void close();
}
