/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.arrival;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The requests of which a part has come and the rest has not, each with its deadline. Between two
 * requests a connection is not here, however long that is. Safe for any thread, as long as the
 * bytes of one connection are told one after the other.
 *
 * @param <C> a connection; one request at a time arrives on it
 */
final class RequestDeadlines<C> {
  private final Map<C, Arrival> arrivals = new ConcurrentHashMap<>();
  private final Duration headTimeout;
  private final Duration bodyTimeout;
  private final Predicate<C> isUnderWay;
  private final LongSupplier nanoTime;

  /**
   * @param headTimeout how long a head may take, from its first byte to its last
   * @param bodyTimeout how long a body may take, from the end of the head to its last byte
   * @param isUnderWay whether a connection is open and a request on it has begun and is not whole:
   *     that it has become so may go untold
   * @param nanoTime the time, as {@link System#nanoTime} gives it
   */
  RequestDeadlines(
      Duration headTimeout, Duration bodyTimeout, Predicate<C> isUnderWay, LongSupplier nanoTime) {
    this.headTimeout = headTimeout;
    this.bodyTimeout = bodyTimeout;
    this.isUnderWay = isUnderWay;
    this.nanoTime = nanoTime;
  }

  /** Bytes of a head came; only the first ones of a request set its deadline. */
  void head(C connection) {
    Arrival arrival = arrivals.get(connection);
    if (arrival == null || arrival.part != RequestPart.HEAD) {
      arrivals.put(connection, arrival(RequestPart.HEAD, headTimeout));
    }
  }

  /** A head is whole, and a body is to follow. */
  void body(C connection) {
    arrivals.put(connection, arrival(RequestPart.BODY, bodyTimeout));
  }

  /** A request is whole. */
  void whole(C connection) {
    arrivals.remove(connection);
  }

  /**
   * Forgets requests that are no longer under way, and takes out those past their deadline.
   *
   * @return what each of the latter was too slow with
   */
  Map<C, RequestPart> takeOverdue() {
    long now = nanoTime.getAsLong();
    Map<C, RequestPart> overdue = new HashMap<>();
    arrivals.forEach(
        (connection, arrival) -> {
          if (!isUnderWay.test(connection)) {
            arrivals.remove(connection, arrival);
          } else if (now - arrival.deadline > 0 && arrivals.remove(connection, arrival)) {
            overdue.put(connection, arrival.part);
          }
        });
    return overdue;
  }

  private Arrival arrival(RequestPart part, Duration timeout) {
    return new Arrival(part, nanoTime.getAsLong() + timeout.toNanos());
  }

  private record Arrival(RequestPart part, long deadline) {}
}
