/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads one journal from its beginning to its end and counts. For one use by one thread. */
final class KeyJudge {
  private final Map<Integer, Push> pushes = new HashMap<>();
  private final Set<Integer> arrived = new HashSet<>();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private long highestMid;
  private int received;
  private int unpromised;
  private int repeated;
  private int outOfOrder;
  private int garbled;
  private int subscribed;
  private long offlineSince = -1;
  private long offlineNanos;

  /** A push: when it was sent, and when and how it ended. */
  private static final class Push {
    private final long sent;
    private long ended = Long.MAX_VALUE;
    private Outcome outcome = Outcome.UNKNOWN;

    Push(long sent) {
      this.sent = sent;
    }

    boolean isOpen() {
      return ended == Long.MAX_VALUE;
    }
  }

  /**
   * A gap that was told.
   *
   * @param from since when messages may be missing
   * @param until when it was told
   */
  private record Gap(long from, long until) {
    boolean covers(Push push) {
      return push.ended >= from && push.sent <= until;
    }
  }

  private KeyJudge() {}

  /** The tally of a journal at a time. */
  static KeyTally judge(List<Event> events, long now) {
    KeyJudge judge = new KeyJudge();
    events.forEach(judge::read);
    return judge.tally(now);
  }

  private void read(Event event) {
    if (event instanceof Event.Sent sent) {
      pushes.put(sent.number(), new Push(sent.at()));
    } else if (event instanceof Event.Concluded end) {
      Push push = Objects.requireNonNull(pushes.get(end.number()), "a push that was sent");
      push.ended = end.at();
      push.outcome = end.outcome();
    } else if (event instanceof Event.Received message) {
      receive(message);
    } else if (event instanceof Event.Subscribed) {
      subscribed++;
      endOffline(event.at());
    } else if (event instanceof Event.Resumed resumed && !resumed.complete()) {
      gaps.add(new Gap(sentAt(resumed.after()), event.at()));
    } else if (event instanceof Event.Disconnected) {
      offlineSince = event.at();
    } else if (event instanceof Event.Garbled) {
      garbled++;
    }
  }

  private void receive(Event.Received message) {
    if (message.number() == Journal.UNPROMISED) {
      unpromised++;
    } else {
      received++;
      repeated += arrived.add(message.number()) ? 0 : 1;
      numbers.put(message.mid(), message.number());
    }
    outOfOrder += message.mid() > highestMid ? 0 : 1;
    highestMid = Math.max(highestMid, message.mid());
  }

  /**
   * When the push with a mid was sent. What has a higher mid got it later, and so was answered
   * later; that holds whatever the clocks of the nodes say.
   */
  private long sentAt(long mid) {
    Integer number = numbers.get(mid);
    Push push = number == null ? null : pushes.get(number);
    return push == null ? 0 : push.sent;
  }

  private void endOffline(long at) {
    if (offlineSince >= 0) {
      offlineNanos = Math.max(offlineNanos, at - offlineSince);
      offlineSince = -1;
    }
  }

  private KeyTally tally(long now) {
    endOffline(now);
    Map<Outcome, Integer> ends = new EnumMap<>(Outcome.class);
    int open = 0;
    int lost = 0;
    int covered = 0;
    long slowest = 0;
    for (Map.Entry<Integer, Push> entry : pushes.entrySet()) {
      Push push = entry.getValue();
      if (push.isOpen()) {
        open++;
        continue;
      }
      ends.merge(push.outcome, 1, Integer::sum);
      slowest = Math.max(slowest, push.ended - push.sent);
      if (push.outcome == Outcome.ANSWERED && !arrived.contains(entry.getKey())) {
        if (gaps.stream().anyMatch(gap -> gap.covers(push))) {
          covered++;
        } else {
          lost++;
        }
      }
    }
    return new KeyTally(
        pushes.size(),
        ends.getOrDefault(Outcome.ANSWERED, 0),
        ends.getOrDefault(Outcome.FAILED, 0),
        ends.getOrDefault(Outcome.UNKNOWN, 0),
        open,
        received,
        unpromised,
        repeated,
        outOfOrder,
        garbled,
        lost,
        covered,
        gaps.size(),
        Math.max(0, subscribed - 1),
        offlineNanos,
        slowest);
  }
}
