/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
  private static final List<String> ONE = List.of("h:1");
  private static final List<String> TWO = List.of("h:2", "i:2");

  private final List<String> asked = new ArrayList<>();
  private final List<CompletableFuture<Boolean>> answers = new ArrayList<>();
  private long now;
  private int changes;
  private final HealthMonitor rounds =
      new HealthMonitor(this::ask, Runnable::run, () -> now, 5, 20, () -> changes++);

  private CompletableFuture<Boolean> ask(String address) {
    asked.add(address);
    answers.add(new CompletableFuture<>());
    return answers.get(answers.size() - 1);
  }

  @Test
  void anInstance_isAskedOnceAtATime() {
    rounds.ask(List.of(ONE));
    rounds.ask(List.of(ONE));
    assertThat(asked).containsExactly("h:1");
    assertThat(rounds.of(ONE)).isEqualTo(Health.UNKNOWN);
    answers.get(0).complete(true);
    assertThat(rounds.of(ONE)).isEqualTo(Health.SERVING);
    rounds.ask(List.of(ONE));
    assertThat(asked).containsExactly("h:1", "h:1");
  }

  @Test
  void aQuestionThatStaysOpen_isAFailure_untilItIsAnswered() {
    rounds.ask(List.of(ONE));
    now = 5;
    assertThat(rounds.of(ONE)).isEqualTo(Health.UNKNOWN);
    now = 6;
    assertThat(rounds.of(ONE)).isEqualTo(Health.FAILING);
    answers.get(0).complete(true);
    assertThat(rounds.of(ONE)).isEqualTo(Health.SERVING);
  }

  @Test
  void anInstanceWithSeveralAddresses_servesWhereOneOfThemDoes() {
    rounds.ask(List.of(TWO));
    answers.get(0).completeExceptionally(new IllegalStateException("refused"));
    answers.get(1).complete(true);
    assertThat(asked).containsExactly("h:2", "i:2");
    assertThat(rounds.of(TWO)).isEqualTo(Health.SERVING);
  }

  @Test
  void onlyAnswersThatAreOthersThanBefore_areChanges() {
    for (boolean answer : List.of(true, true, false, false, true)) {
      rounds.ask(List.of(ONE));
      answers.get(answers.size() - 1).complete(answer);
    }
    assertThat(changes).isEqualTo(3);
  }

  @Test
  void aFailure_isKnownByItsBeginning_untilItEnds() {
    answerAt(3, false);
    answerAt(9, false);
    assertThat(rounds.failingSince(ONE)).contains(3L);
    answerAt(10, true);
    assertThat(rounds.failingSince(ONE)).isEmpty();
    rounds.ask(List.of(ONE));
    now = 16;
    assertThat(rounds.failingSince(ONE)).contains(15L);
  }

  @Test
  void whatFailedBeforeAPause_isNotKnownToHaveFailedSince() {
    answerAt(3, false);
    answerAt(24, false);
    assertThat(rounds.failingSince(ONE)).contains(24L);
  }

  private void answerAt(long moment, boolean answer) {
    now = moment;
    rounds.ask(List.of(ONE));
    answers.get(answers.size() - 1).complete(answer);
  }

  @Test
  void anInstanceThatIsNotAskedAnyMore_isForgotten() {
    rounds.ask(List.of(ONE));
    answers.get(0).complete(false);
    rounds.ask(List.of());
    assertThat(rounds.of(ONE)).isEqualTo(Health.UNKNOWN);
  }
}
