/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.PushIds;
import io.halley.comet.connection.RecordingConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Somebody else appends and tells of it, while messages are pushed and somebody resumes. */
@JCStressTest
@Outcome(id = "all in order", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN)
@State
public class HoleRace {
  private static final long NEVER = 253_402_300_799L;

  private final RaceNode node = new RaceNode();
  private final RecordingConnection there = new RecordingConnection();
  private final RecordingConnection coming = new RecordingConnection();

  public HoleRace() {
    node.channels.resume(RaceNode.KEY, there, 0);
  }

  @Actor
  public void appendElsewhere() {
    LogEntry entry = LogEntry.of(Payload.of("1"), NEVER, PushIds.random());
    long mid =
        Objects.requireNonNull(
                node.stored
                    .append(entry, List.of(new AppendTarget(RaceNode.KEY, 0)))
                    .toCompletableFuture()
                    .join()
                    .get(RaceNode.KEY))
            .mid();
    var unused = node.channels.appended(Map.of(RaceNode.KEY, mid));
  }

  @Actor
  public void push() {
    var first = node.push("2", 600, RaceNode.KEY);
    var second = node.push("3", 600, RaceNode.KEY);
  }

  @Actor
  public void resume() {
    node.channels.resume(RaceNode.KEY, coming, 0);
  }

  @Arbiter
  public void judge(L_Result result) {
    boolean isInOrder = RaceNode.isInOrder(there) && RaceNode.isInOrder(coming);
    result.r1 =
        isInOrder && there.mids().size() == 3 && coming.mids().equals(there.mids())
            ? "all in order"
            : RaceNode.sent(there) + " and " + RaceNode.sent(coming);
  }
}
