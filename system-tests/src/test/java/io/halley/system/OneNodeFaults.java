/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.Answer;
import io.halley.system.journal.Chronicle;
import io.halley.system.journal.Journal;
import io.halley.system.journal.KeyTally;
import io.halley.system.journal.Tally;
import io.halley.system.load.LoadPlan;
import io.halley.system.load.PushLoad;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeSetup;
import io.halley.system.swarm.Kind;
import io.halley.system.swarm.Mischief;
import io.halley.system.swarm.Swarm;
import io.halley.system.swarm.SwarmPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** One node under load, whose subscribers misbehave and which is killed again and again. */
final class OneNodeFaults {
  /** One member of each kind comes first: they are the narrow ones. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.TCP,
          Kind.WEB_SOCKET,
          Kind.JAKARTA,
          Kind.TCP,
          Kind.WEB_SOCKET,
          Kind.TCP,
          Kind.WEB_SOCKET,
          Kind.TCP);

  private static final int NARROW = 3;
  private static final Mischief MISCHIEF =
      new Mischief(0.3, Duration.ofSeconds(20), Duration.ofSeconds(6));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration STALL = Duration.ofSeconds(8);

  /** More than the system's buffers of a connection and the node's queue for it hold. */
  private static final int FLOOD_BYTES = 16 * 1_024 * 1_024;

  private final NodeSetup setup;
  private final FaultScale scale;
  private final Chronicle chronicle;

  private OneNodeFaults(NodeSetup setup, String keyPrefix, FaultScale scale) {
    this.setup = setup;
    this.scale = scale;
    this.chronicle = Chronicle.of(keyPrefix, scale.keys());
  }

  /** Runs it all, and asserts that the delivery promise was kept. */
  static void run(NodeSetup setup, String keyPrefix, FaultScale scale) {
    new OneNodeFaults(setup, keyPrefix, scale).run();
  }

  private void run() {
    Node node = Node.start(setup);
    try (Swarm swarm = Swarm.start(chronicle, plan(node))) {
      swarm.awaitSubscribed(PATIENCE);
      try (PushLoad load =
          PushLoad.start(
              chronicle, List.of(node.address(Listener.ADMIN)), LoadPlan.of(scale.perSecond()))) {
        scale.warm();
        flood(node, swarm);
        for (int i = 0; i < scale.faults(); i++) {
          scale.pause();
          node = restart(node);
        }
        scale.pause();
        load.stop();
      }
      assertKept(Tally.assertKept(chronicle, scale.drain()));
    } finally {
      node.close();
    }
  }

  private SwarmPlan plan(Node node) {
    return SwarmPlan.of(List.of(node.address(Listener.PUBLIC)))
        .withKinds(KINDS, List.of(node.address(Listener.HTTP)))
        .withNarrow(NARROW)
        .withMischief(MISCHIEF);
  }

  private Node restart(Node node) {
    chronicle.note("the node is killed");
    node.process().kill();
    node.close();
    Node next = Node.start(setup);
    chronicle.note("the node is ready again");
    return next;
  }

  /**
   * Sends messages that are not stored to members that do not read, until they are closed as too
   * slow; they have to get what was stored meanwhile when they resume.
   */
  private void flood(Node node, Swarm swarm) {
    List<Journal> slow = chronicle.journals().subList(0, NARROW);
    List<String> keys = slow.stream().map(Journal::key).toList();
    List<Integer> before = slow.stream().map(Journal::disconnects).toList();
    chronicle.note("slow subscribers: " + keys);
    swarm.stallNarrow(STALL);
    String json = "\"" + "m".repeat(60_000) + "\"";
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < FLOOD_BYTES / json.length(); i++) {
      answers.add(node.backEnd().pushMany(keys, 0, json));
    }
    answers.forEach(CompletableFuture::join);
    chronicle.note("the flood is over");
    for (int i = 0; i < NARROW; i++) {
      Journal journal = slow.get(i);
      int count = before.get(i);
      Awaitility.await(journal.key() + " is closed as too slow")
          .atMost(PATIENCE)
          .until(() -> journal.disconnects() > count);
    }
  }

  private void assertKept(KeyTally total) {
    // while the node is away, pushes fail; it must have worked for most of the time that is left
    assertThat(total.answered())
        .as("answered 0")
        .isGreaterThan((int) (scale.perSecond() * scale.between().toSeconds() * scale.faults()));
    assertThat(total.reconnects()).isGreaterThanOrEqualTo(scale.faults() * scale.keys());
    // nobody was away for so long that the store had to drop something
    assertThat(total.gaps()).as("gaps").isZero();
  }
}
