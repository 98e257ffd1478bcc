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

/** Somebody subscribes while a message is pushed: the welcome comes first. */
@JCStressTest
@Outcome(id = "h", expect = ACCEPTABLE, desc = "The push came first.")
@Outcome(id = "h 1", expect = ACCEPTABLE, desc = "The subscriber came first.")
@Outcome(expect = FORBIDDEN)
@State
public class SubscribeRace {
  private final RaceNode node = new RaceNode();
  private final RecordingConnection connection = new RecordingConnection();

  @Actor
  public void subscribe() {
    node.channels.subscribe(RaceNode.KEY, connection);
  }

  @Actor
  public void push() {
    var unused = node.push("1", 600, RaceNode.KEY);
  }

  @Arbiter
  public void judge(L_Result result) {
    result.r1 = RaceNode.sent(connection);
  }
}
