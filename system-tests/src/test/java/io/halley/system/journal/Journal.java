/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Everything that happened to one key, in the order in which it was noted. Safe for any thread: the
 * back end and the subscriber write at the same time.
 */
public final class Journal {
  /** The number of a message that nobody promised to deliver. */
  public static final int UNPROMISED = -1;

  private final String key;
  private final LongSupplier clock;
  private final List<Event> events = new ArrayList<>(4);

  Journal(String key, LongSupplier clock) {
    this.key = key;
    this.clock = clock;
  }

  /** Whose journal it is. */
  public String key() {
    return key;
  }

  /** A push is about to leave. */
  public void sent(int number) {
    add(at -> new Event.Sent(at, number));
  }

  /** A push came to its end; the detail says why, where it was not answered 0. */
  public void concluded(int number, Outcome outcome, String detail) {
    add(at -> new Event.Concluded(at, number, outcome, detail));
  }

  /** A message arrived; its number may be {@link #UNPROMISED}. */
  public void received(long mid, int number) {
    add(at -> new Event.Received(at, mid, number));
  }

  /** A subscription was confirmed. */
  public void subscribed(String where) {
    add(at -> new Event.Subscribed(at, where));
  }

  /** The subscriber was told whether it gets everything after a mid. */
  public void resumed(long after, boolean complete) {
    add(at -> new Event.Resumed(at, after, complete));
  }

  /** A connection ended that was subscribed. */
  public void disconnected(String why) {
    add(at -> new Event.Disconnected(at, why));
  }

  /** The server said what nobody understands. */
  public void garbled(String what) {
    add(at -> new Event.Garbled(at, what));
  }

  /** Something for the story only. */
  public void note(String what) {
    add(at -> new Event.Noted(at, what));
  }

  /** Whether a subscription has been confirmed yet. */
  public synchronized boolean hasSubscribed() {
    return events.stream().anyMatch(Event.Subscribed.class::isInstance);
  }

  /** Whether the message of a push has arrived. */
  public synchronized boolean hasReceived(int number) {
    return events.stream()
        .anyMatch(event -> event instanceof Event.Received one && one.number() == number);
  }

  /** How often a connection has ended that was subscribed. */
  public synchronized int disconnects() {
    return (int) events.stream().filter(Event.Disconnected.class::isInstance).count();
  }

  /** What happened so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  private synchronized void add(LongFunction<Event> event) {
    // read under the lock, so that the list is in order of time
    events.add(event.apply(clock.getAsLong()));
  }
}
