/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journals of all keys, and what happened to all of them: the faults. Safe for any thread. */
public final class Chronicle {
  private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);

  private final long start = System.nanoTime();
  private final List<Journal> journals;
  private final Journal common = new Journal("", this::now);
  private final String name;
  private final AtomicInteger numbers = new AtomicInteger();

  private Chronicle(String prefix, int keys) {
    name = prefix;
    journals = IntStream.range(0, keys).mapToObj(i -> new Journal(prefix + i, this::now)).toList();
  }

  /**
   * Empty journals of so many keys.
   *
   * @param prefix with which the keys begin, and what is logged
   */
  public static Chronicle of(String prefix, int keys) {
    return new Chronicle(prefix, keys);
  }

  /** One journal for each key. */
  public List<Journal> journals() {
    return journals;
  }

  /** A number for a push that no other has. */
  public int nextNumber() {
    return numbers.getAndIncrement();
  }

  /** Nanoseconds since the beginning. */
  public long now() {
    return System.nanoTime() - start;
  }

  /** Notes and logs something that concerns all keys. */
  public void note(String what) {
    common.note(what);
    LOG.info("{}{}  {}", name, time(now()), what);
  }

  /** What happened to one key, with what concerned all in its place, for people. */
  public String story(Journal journal) {
    return Story.of(this, journal);
  }

  /** What concerned all keys so far. */
  List<Event> common() {
    return common.events();
  }

  /** A time as people read it. */
  static String time(long nanos) {
    Duration time = Duration.ofNanos(nanos);
    return String.format("%3d.%03d s", time.toSeconds(), time.toMillisPart());
  }
}
