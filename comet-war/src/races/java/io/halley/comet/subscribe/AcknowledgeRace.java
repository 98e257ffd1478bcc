/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.RecordingConnection;
import io.halley.comet.connection.Reply;
import io.halley.comet.subscribe.AcknowledgingConnection.Outcome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A client acknowledges a message as soon as it has it: nobody says that it was not sent yet. */
@JCStressTest
@org.openjdk.jcstress.annotations.Outcome(id = "NEW|nothing came yet", expect = ACCEPTABLE)
@org.openjdk.jcstress.annotations.Outcome(expect = FORBIDDEN)
@State
public class AcknowledgeRace {
  private static final long MID = 8;

  private final RecordingConnection client = new RecordingConnection();
  private final AcknowledgingConnection connection = new AcknowledgingConnection(client, 0);

  public AcknowledgeRace() {
    connection.offer(Reply.HEARTBEAT);
  }

  @Actor
  public void send() {
    connection.offer(new Delivery(new Message(MID, Payload.of("1"))));
  }

  @Actor
  public void acknowledge(L_Result result) {
    boolean hasIt = client.mids().contains(MID);
    Outcome outcome = hasIt ? connection.acknowledge(MID) : Outcome.OLD;
    result.r1 = hasIt ? outcome.name() : "nothing came yet";
  }
}
