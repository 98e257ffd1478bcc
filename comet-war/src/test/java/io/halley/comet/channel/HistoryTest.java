/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.comet.channel.History.Node;
import io.halley.comet.channel.HistoryClient.Gap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The promise, held against histories of all that may happen: what is pushed, saved and answered in
 * whatever order, nodes that learn late that a key moved, clients that are slow, go and come back.
 * A message that was answered 0 reaches each client that follows the protocol, once and in the
 * order of ids, or a gap that it is told of covers it; and no gap is told of where nothing is
 * missing.
 *
 * <p>A failure is shrunk to the fewest steps, and tells what happened in them line by line. The
 * histories are the same each time, so that a build fails because of what was changed; to look for
 * others, take the seed away and try more.
 */
class HistoryTest {
  private static final int TRIES = 3_000;
  private static final String SEED = "1705";

  /** What may happen next; the number chooses among what there is to choose from. */
  enum Event {
    PUSH,
    PUSH_ONLINE,
    KEEP,
    TELL,
    SAVE,
    ANSWER_SAVE,
    GIVE_UP_SAVE,
    GIVE_UP_PUSH,
    REPEAT,
    READ_STORE,
    ANSWER_READ,
    COME,
    LEAVE,
    READ,
    ACKNOWLEDGE,
    MOVE,
    ADOPT,
    DEPART,
    FAIL_SAVES,
    MEND_SAVES,
    TICK,
    EXPIRE
  }

  record Step(Event event, int number) {
    @Override
    public String toString() {
      return event + " " + number;
    }

    boolean isOdd() {
      return number % 2 == 1;
    }
  }

  /** One node that always has the key: what is stored and what is not mix as they like. */
  @Provide
  Arbitrary<List<Step>> ofOneNode() {
    return histories(
        Set.of(Event.KEEP, Event.TELL, Event.MOVE, Event.ADOPT, Event.DEPART, Event.GIVE_UP_SAVE));
  }

  /** Nodes that come and go, and messages that all may be stored. */
  @Provide
  Arbitrary<List<Step>> ofStoredMessages() {
    return histories(Set.of(Event.PUSH_ONLINE));
  }

  private static Arbitrary<List<Step>> histories(Set<Event> never) {
    Map<Event, Integer> often =
        Map.of(
            Event.PUSH, 10,
            Event.READ, 10,
            Event.ANSWER_SAVE, 8,
            Event.SAVE, 6,
            Event.COME, 6,
            Event.ANSWER_READ, 5,
            Event.READ_STORE, 4,
            Event.PUSH_ONLINE, 3,
            Event.ACKNOWLEDGE, 3,
            Event.MEND_SAVES, 2);
    List<Event> events = new ArrayList<>();
    for (Event event : Event.values()) {
      if (!never.contains(event)) {
        events.addAll(Collections.nCopies(often.getOrDefault(event, 1), event));
      }
    }
    return Arbitraries.of(events)
        .flatMap(event -> Arbitraries.integers().between(0, 9).map(n -> new Step(event, n)))
        .list()
        .ofMaxSize(100);
  }

  @Property(tries = TRIES, seed = SEED)
  void oneNode_reachesEachClientWithWhatItAnswered0_orTellsOfATruthfulGap(
      @ForAll("ofOneNode") List<Step> steps) {
    playAndJudge(steps, false);
  }

  @Property(tries = TRIES, seed = SEED)
  void nodes_reachEachClientWithWhatTheyAnswered0_orTellOfATruthfulGap(
      @ForAll("ofStoredMessages") List<Step> steps) {
    playAndJudge(steps, true);
  }

  private static void playAndJudge(List<Step> steps, boolean manyNodes) {
    History history = new History();
    try {
      steps.forEach(step -> play(history, step, manyNodes));
      history.settle();
      judge(history, history.phone);
      judge(history, history.tablet);
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + "\n  " + String.join("\n  ", history.story) + "\n", e);
    }
  }

  private static void play(History history, Step step, boolean manyNodes) {
    Node node = history.nodes.get(step.number() % 2);
    HistoryClient client = step.isOdd() ? history.phone : history.tablet;
    int which = step.number() / 2;
    boolean knowsTheView = !manyNodes || step.number() < 8;
    switch (step.event()) {
      case PUSH -> history.push(true, step.number() == 0, knowsTheView);
      case PUSH_ONLINE -> history.push(false, false, knowsTheView);
      case KEEP -> history.keep();
      case TELL -> history.tellOfKept(knowsTheView);
      case SAVE -> node.messages.appendOne();
      case ANSWER_SAVE -> node.messages.answerAppend(which);
      case GIVE_UP_SAVE -> node.messages.giveUpAppend(which);
      case GIVE_UP_PUSH -> history.giveUpPush(which);
      case REPEAT -> history.repeat(which, knowsTheView);
      case READ_STORE -> node.messages.readOne(which);
      case ANSWER_READ -> node.messages.answerRead(which);
      case COME -> history.come(client, knowsTheView);
      case LEAVE -> client.leave();
      case READ -> {
        for (int i = 0; i <= which && client.read(); i++) {
          // as many as there are
        }
      }
      case ACKNOWLEDGE -> history.phone.acknowledge();
      case MOVE -> history.move();
      case ADOPT -> node.adopt();
      case DEPART -> node.depart();
      case FAIL_SAVES -> history.failSaves(true);
      case MEND_SAVES -> history.failSaves(false);
      case TICK -> history.clock.advance(Duration.ofNanos(step.number() * 300L - 1_000));
      case EXPIRE -> {
        history.tell("some seconds go by");
        history.clock.advance(Duration.ofSeconds(3));
      }
    }
  }

  /** Holds what a client got against what was saved. */
  private static void judge(History history, HistoryClient client) {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<Long, Integer> saved : history.store.saved.entrySet()) {
      long mid = saved.getKey();
      boolean isCovered =
          client.gaps.stream().anyMatch(gap -> gap.after() < mid && mid <= gap.upTo());
      if (history.accepted.contains(saved.getValue())
          && !client.read.containsKey(mid)
          && !isCovered) {
        wrong.add(client.name + " never got message " + saved.getValue() + " with " + mid);
      }
    }
    for (Gap gap : client.gaps) {
      if (!gap.isTrue()) {
        wrong.add(client.name + " was told of a " + gap + ", and nothing is missing");
      }
    }
    assertThat(client.read.values()).as("what %s read", client.name).doesNotHaveDuplicates();
    assertThat(wrong).isEmpty();
  }
}
