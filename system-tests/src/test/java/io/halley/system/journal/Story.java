/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened to one key, with the faults in their places. */
final class Story {
  private Story() {}

  static String of(Chronicle chronicle, Journal journal) {
    List<Event> events = new ArrayList<>(journal.events());
    KeyTally tally = KeyJudge.judge(events, chronicle.now());
    events.addAll(chronicle.common());
    events.sort(Comparator.comparingLong(Event::at));
    StringBuilder story = new StringBuilder();
    story.append("the story of ").append(journal.key()).append(": ").append(tally).append('\n');
    for (Event event : events) {
      story.append("  ").append(Chronicle.time(event.at())).append("  ");
      story.append(event.told()).append('\n');
    }
    return story.toString();
  }
}
