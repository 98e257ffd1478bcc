/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.cluster.ClusterNode;
import io.halley.system.cluster.ClusterUnderTest;
import io.halley.system.http.BackEnd;
import io.halley.system.http.HttpListener;
import io.halley.system.journal.Chronicle;
import io.halley.system.journal.Journal;
import io.halley.system.journal.KeyTally;
import io.halley.system.journal.Outcome;
import io.halley.system.journal.Tally;
import io.halley.system.node.Listener;
import io.halley.system.swarm.Swarm;
import io.halley.system.swarm.SwarmPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Pushes by a web node that is cut off from the keys' comet node, and so appends them itself, to
 * keys that nobody else pushes to. To some of them, the quiet ones, nothing else is pushed while
 * the node is cut off: their subscribers can only hear of the message when it tells the comet node.
 * To the others another web node pushes, whose message shows that one is missing before it. For one
 * thread.
 */
final class KeptPushes implements AutoCloseable {
  private static final int KEYS = 20;
  private static final long EXPIRE_SECONDS = 3_600;

  /** No key is in {@code fk}. */
  private static final String GOOD = "{\"ret\":0}";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A connection that comes back takes a second, and so does the next notice; the rest is room. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);

  private final Chronicle chronicle = Chronicle.of("kept-", KEYS);
  private final List<Journal> quiet = chronicle.journals().subList(0, KEYS / 2);
  private final List<Journal> shown = chronicle.journals().subList(KEYS / 2, KEYS);
  private final BackEnd cutOff;
  private final BackEnd other;
  private final Swarm swarm;

  private KeptPushes(ClusterUnderTest cluster, ClusterNode cutOff, ClusterNode other) {
    this.cutOff = backEnd(cutOff);
    this.other = backEnd(other);
    this.swarm = Swarm.start(chronicle, SwarmPlan.of(cluster.webs(Listener.PUBLIC)));
  }

  private static BackEnd backEnd(ClusterNode web) {
    return new BackEnd(
        HttpListener.at(web.address(Listener.PUBLIC)),
        HttpListener.at(web.address(Listener.ADMIN)));
  }

  /**
   * Returns when every key has its subscriber.
   *
   * @param cutOff the web node that will be cut off from the keys' comet node
   * @param other one that will not
   */
  static KeptPushes start(ClusterUnderTest cluster, ClusterNode cutOff, ClusterNode other) {
    KeptPushes kept = new KeptPushes(cluster, cutOff, other);
    try {
      kept.swarm.awaitSubscribed(PATIENCE);
      return kept;
    } catch (RuntimeException | AssertionError e) {
      kept.close();
      throw e;
    }
  }

  /**
   * Pushes while the node is cut off, and asserts that both nodes answer 0, and that what the one
   * keeps arrives with the other's next push to the same key.
   *
   * @return the number of the push that the quiet keys wait for now
   */
  int push() {
    int kept = push(cutOff, chronicle.journals());
    int shows = push(other, shown);
    await("what is kept arrives with what another node pushes", shown, kept);
    await("what another node pushes arrives", shown, shows);
    return kept;
  }

  /** Asserts that the node is cut off: nobody has told of its push. */
  void assertUntold(int kept) {
    assertThat(quiet).as("quiet keys").noneMatch(has(kept));
  }

  /** Waits until the quiet keys have a push, which they are told of once the way is there again. */
  void awaitTold(int kept) {
    await("what was kept arrives when its node can tell of it", quiet, kept);
  }

  /** Asserts that the delivery promise was kept, and that no subscriber had to come back for it. */
  void assertKept() {
    KeyTally total = Tally.assertKept(chronicle, TOLD_WITHIN);
    assertThat(total.gaps()).as("gaps").isZero();
    assertThat(total.reconnects()).as("reconnects").isZero();
  }

  /** Pushes until that is answered 0, for the store's deadline may pass on a busy machine. */
  private int push(BackEnd backEnd, List<Journal> journals) {
    return Awaitility.await("a push is answered 0")
        .atMost(PATIENCE)
        .until(() -> pushOnce(backEnd, journals), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<Integer> pushOnce(BackEnd backEnd, List<Journal> journals) {
    int number = chronicle.nextNumber();
    List<String> keys = journals.stream().map(Journal::key).toList();
    journals.forEach(journal -> journal.sent(number));
    String answer = backEnd.pushMany(keys, EXPIRE_SECONDS, "{\"n\":" + number + "}").join().body();
    boolean good = answer.equals(GOOD);
    journals.forEach(
        journal ->
            journal.concluded(
                number, good ? Outcome.ANSWERED : Outcome.UNKNOWN, good ? "" : answer));
    return good ? Optional.of(number) : Optional.empty();
  }

  private static void await(String what, List<Journal> journals, int number) {
    Awaitility.await(what).atMost(TOLD_WITHIN).until(() -> journals.stream().allMatch(has(number)));
  }

  private static Predicate<Journal> has(int number) {
    return journal -> journal.hasReceived(number);
  }

  @Override
  public void close() {
    swarm.close();
  }
}
