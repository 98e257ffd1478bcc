/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.OutboundQueue;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.connection.Reply;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A frame is added while the event loop drains: it is written, or the loop is asked again. */
@JCStressTest
@Outcome(id = "not forgotten", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN)
@State
public class DropOldestQueueRace {
  private final DropOldestQueue queue =
      new DropOldestQueue(
          new OutboundQueue(new QueueBounds(8, 100, true), frame -> 1, new ConnectionCounters()));
  private boolean isAskedAgain;
  private int written;

  public DropOldestQueueRace() {
    queue.add(Reply.HEARTBEAT);
    queue.beginDrain();
  }

  @Actor
  public void offer() {
    queue.add(Reply.HEARTBEAT);
    isAskedAgain = queue.beginDrain();
  }

  @Actor
  public void drain() {
    queue.drained();
    while (queue.poll() != null) {
      written++;
    }
  }

  @Arbiter
  public void judge(L_Result result) {
    result.r1 = written == 2 || isAskedAgain ? "not forgotten" : "forgotten";
  }
}
