/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.SaveResult;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two saves are answered at once, while a message that is not saved is pushed behind them. */
@JCStressTest
@Outcome(id = "h 1 2 3", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN)
@State
public class SaveAnswersRace {
  private final HeldSaves saves = new HeldSaves();
  private final RaceNode node = new RaceNode(saves);
  private final RecordingConnection connection = new RecordingConnection();

  public SaveAnswersRace() {
    node.channels.subscribe(RaceNode.KEY, connection);
    var first = node.push("1", 600, RaceNode.KEY);
    var second = node.push("2", 600, RaceNode.KEY);
  }

  @Actor
  public void answerFirst() {
    saves.held.get(0).complete(SaveResult.done());
  }

  @Actor
  public void pushOnlineAndAnswerSecond() {
    var unused = node.push("3", 0, RaceNode.KEY);
    saves.held.get(1).complete(SaveResult.done());
  }

  @Arbiter
  public void judge(L_Result result) {
    result.r1 = RaceNode.sent(connection);
  }

  /** Saves that actors answer. */
  private static final class HeldSaves extends ForwardingMessageService {
    final List<CompletableFuture<SaveResult>> held = new ArrayList<>();
    private final MessageService messages = new InMemoryMessageService(Clock.systemUTC());

    @Override
    protected MessageService messages() {
      return messages;
    }

    @Override
    public CompletionStage<SaveResult> save(
        Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
      CompletableFuture<SaveResult> answer = new CompletableFuture<>();
      held.add(answer);
      return answer;
    }
  }
}
