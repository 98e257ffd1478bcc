/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.ForwardingMessageService;
import io.halley.testkit.message.InMemoryMessageService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two appends are answered at once, while a message that is not stored is pushed behind them. */
@JCStressTest
@Outcome(id = "h 1 2 3", expect = ACCEPTABLE)
@Outcome(expect = FORBIDDEN)
@State
public class AppendAnswersRace {
  private final HeldAnswers log = new HeldAnswers();
  private final RaceNode node = new RaceNode(log);
  private final RecordingConnection connection = new RecordingConnection();

  public AppendAnswersRace() {
    node.channels.subscribe(RaceNode.KEY, connection);
    var first = node.push("1", 600, RaceNode.KEY);
    var second = node.push("2", 600, RaceNode.KEY);
  }

  @Actor
  public void answerFirst() {
    log.answer(0);
  }

  @Actor
  public void pushOnlineAndAnswerSecond() {
    var unused = node.push("3", 0, RaceNode.KEY);
    log.answer(1);
  }

  @Arbiter
  public void judge(L_Result result) {
    log.answerRest();
    result.r1 = RaceNode.sent(connection);
  }

  /** A log whose answers are given by actors. */
  private static final class HeldAnswers extends ForwardingMessageService {
    private final List<Runnable> held = new CopyOnWriteArrayList<>();
    private final MessageService messages = new InMemoryMessageService(Clock.systemUTC());

    void answer(int place) {
      held.get(place).run();
    }

    void answerRest() {
      held.subList(2, held.size()).forEach(Runnable::run);
    }

    @Override
    protected MessageService messages() {
      return messages;
    }

    @Override
    public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
      CompletableFuture<Map<Key, Appended>> answer = new CompletableFuture<>();
      Map<Key, Appended> appended = messages.append(entry, targets).toCompletableFuture().join();
      held.add(() -> answer.complete(appended));
      return answer;
    }
  }
}
