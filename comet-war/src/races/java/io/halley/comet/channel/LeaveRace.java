/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.cluster.rpc.CometStat;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.RecordingConnection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A connection ends while it resumes and messages come for it: nothing of it is left behind. */
@JCStressTest
@Outcome(id = "nothing left", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN)
@State
public class LeaveRace {
  private final RaceNode node = new RaceNode();
  private final RecordingConnection leaving = new RecordingConnection();

  public LeaveRace() {
    node.channels.resume(RaceNode.KEY, leaving, 0);
  }

  @Actor
  public void leave() {
    leaving.close(CloseReason.CLIENT_LEFT);
    node.channels.unsubscribe(RaceNode.KEY, leaving);
  }

  @Actor
  public void pushAndComeAndGo() {
    var unused = node.push("1", 600, RaceNode.KEY);
    RecordingConnection another = new RecordingConnection();
    node.channels.subscribe(RaceNode.KEY, another);
    node.channels.unsubscribe(RaceNode.KEY, another);
  }

  @Arbiter
  public void judge(L_Result result) {
    CometStat stat = node.channels.counters().snapshot();
    boolean isEmpty = stat.connectionCurrent() == 0 && stat.channelCurrent() == 0;
    result.r1 = isEmpty && stat.messageSucceed() == 1 ? "nothing left" : stat.toString();
  }
}
