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

/** Somebody resumes while messages are pushed: each comes once, stored or live. */
@JCStressTest
@Outcome(id = "h r:ok 1 2", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN)
@State
public class ResumeRace {
  private final RaceNode node = new RaceNode();
  private final RecordingConnection connection = new RecordingConnection();

  @Actor
  public void resume() {
    node.channels.resume(RaceNode.KEY, connection, 0);
  }

  @Actor
  public void push() {
    var first = node.push("1", 600, RaceNode.KEY);
    var second = node.push("2", 600, RaceNode.KEY);
  }

  @Arbiter
  public void judge(L_Result result) {
    result.r1 = RaceNode.isInOrder(connection) ? RaceNode.sent(connection) : connection.mids();
  }
}
