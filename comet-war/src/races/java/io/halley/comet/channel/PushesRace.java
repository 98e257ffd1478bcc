/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.comet.connection.RecordingConnection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Pushes to one key, of which one is to many keys: all come, in the order of their ids. */
@JCStressTest
@Outcome(id = "all in order", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN)
@State
public class PushesRace {
  private final RaceNode node = new RaceNode();
  private final RecordingConnection alice = new RecordingConnection();
  private final RecordingConnection bob = new RecordingConnection();

  public PushesRace() {
    node.channels.subscribe(RaceNode.KEY, alice);
    node.channels.subscribe(RaceNode.OTHER_KEY, bob);
  }

  @Actor
  public void single() {
    var stored = node.push("1", 600, RaceNode.KEY);
    var online = node.push("2", 0, RaceNode.KEY);
  }

  @Actor
  public void batch() {
    var unused = node.push("3", 600, RaceNode.KEY, RaceNode.OTHER_KEY);
  }

  @Arbiter
  public void judge(L_Result result) {
    boolean isInOrder = RaceNode.isInOrder(alice) && RaceNode.isInOrder(bob);
    result.r1 =
        isInOrder && alice.mids().size() == 3 && bob.mids().size() == 1
            ? "all in order"
            : alice.mids() + " and " + bob.mids();
  }
}
