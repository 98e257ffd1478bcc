/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.RecordingConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A key moves while a message is pushed to it and somebody subscribes: the message is delivered or
 * moved, never both, and nobody stays behind.
 */
@JCStressTest
@Outcome(id = "delivered, sent on", expect = ACCEPTABLE, desc = "The move came last.")
@Outcome(id = "moved, sent on", expect = ACCEPTABLE, desc = "The move came in between.")
@Outcome(id = "moved, refused", expect = ACCEPTABLE, desc = "The move came first.")
@Outcome(expect = FORBIDDEN)
@State
public class MoveRace {
  private final RaceNode node = new RaceNode();
  private final RecordingConnection there = new RecordingConnection();
  private final RecordingConnection coming = new RecordingConnection();
  private List<Runnable> departures = List.of();
  private @Nullable CompletableFuture<PushResult> pushed;
  private JoinResult joined = JoinResult.OTHER_NODE;

  public MoveRace() {
    node.channels.subscribe(RaceNode.KEY, there);
  }

  @Actor
  public void move() {
    departures = node.moveAway();
  }

  @Actor
  public void subscribeAndPush() {
    joined = node.channels.subscribe(RaceNode.KEY, coming);
    pushed = node.push("1", 600, RaceNode.KEY);
  }

  @Arbiter
  public void judge(L_Result result) {
    departures.forEach(Runnable::run);
    result.r1 = push(RaceNode.sent(there)) + ", " + comer(RaceNode.sent(coming));
  }

  private String push(String sent) {
    boolean isMoved = pushed != null && !pushed.join().moved().isEmpty();
    boolean isStored =
        !node.stored.after(RaceNode.KEY, 0).toCompletableFuture().join().messages().isEmpty();
    if (isMoved && !isStored && sent.equals("h -n")) {
      return "moved";
    }
    return !isMoved && isStored && sent.equals("h 1 -n") ? "delivered" : sent;
  }

  private String comer(String sent) {
    boolean isGone = node.channels.connections(RaceNode.KEY) == 0;
    if (joined == JoinResult.OTHER_NODE && isGone && sent.isEmpty()) {
      return "refused";
    }
    return isGone && (sent.equals("h -n") || sent.equals("h 1 -n")) ? "sent on" : sent;
  }
}
