/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import io.halley.cluster.outage.OutageLog;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How connections ended and what they lost since the node started, by reason. Safe for any thread.
 */
public final class ConnectionCounters {
  private static final Logger LOG = System.getLogger(ConnectionCounters.class.getName());

  /** One slow client after the other is one trouble. */
  private static final Duration DROPS_QUIET = Duration.ofMinutes(1);

  private final Map<CloseReason, LongAdder> closed = adders(CloseReason.class);
  private final Map<DropReason, LongAdder> dropped = adders(DropReason.class);
  private final OutageLog drops;

  public ConnectionCounters() {
    this(System::nanoTime);
  }

  ConnectionCounters(LongSupplier nanos) {
    drops = new OutageLog(LOG, "no message is dropped any more", DROPS_QUIET, nanos);
  }

  /** A connection ended. */
  public void closed(CloseReason reason) {
    closed.getOrDefault(reason, new LongAdder()).increment();
    drops.worked();
  }

  /** A message that waited for a connection was dropped. */
  public void dropped(DropReason reason) {
    dropped.getOrDefault(reason, new LongAdder()).increment();
    drops.failed(
        () ->
            "a subscriber reads too slowly: its oldest waiting messages are dropped, and it is told"
                + " so; further drops are only counted");
  }

  /** How many connections ended for the reason. */
  public long count(CloseReason reason) {
    return closed.getOrDefault(reason, new LongAdder()).sum();
  }

  /** How many messages were dropped for the reason. */
  public long count(DropReason reason) {
    return dropped.getOrDefault(reason, new LongAdder()).sum();
  }

  /** How many connections ended, by the reason as in {@code slowConsumer}. */
  public Map<String, Long> closed() {
    return sums(closed);
  }

  /** How many messages were dropped, by the reason as in {@code queueBytes}. */
  public Map<String, Long> dropped() {
    return sums(dropped);
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> reasons) {
    Map<E, LongAdder> adders = new EnumMap<>(reasons);
    for (E reason : reasons.getEnumConstants()) {
      adders.put(reason, new LongAdder());
    }
    return Collections.unmodifiableMap(adders);
  }

  private static <E extends Enum<E>> Map<String, Long> sums(Map<E, LongAdder> adders) {
    Map<String, Long> sums = new TreeMap<>();
    adders.forEach((reason, adder) -> sums.put(camelCase(reason.name()), adder.sum()));
    return sums;
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
