/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The judge must neither overlook a lost message nor see one where there is none. */
class KeyJudgeTest {
  private final AtomicLong clock = new AtomicLong();
  private final Journal journal = new Journal("key", clock::incrementAndGet);

  @Test
  void answeredAndReceived_isKept() {
    push(1, Outcome.ANSWERED);
    journal.received(100, 1);
    assertThat(judged().isKept()).isTrue();
  }

  @Test
  void receivedBeforeItsAnswer_isKept() {
    journal.sent(1);
    journal.received(100, 1);
    journal.concluded(1, Outcome.ANSWERED, "");
    assertThat(judged().isKept()).isTrue();
  }

  @Test
  void answeredAndNotReceived_isLost() {
    push(1, Outcome.ANSWERED);
    assertThat(judged().lost()).isEqualTo(1);
    assertThat(judged().isKept()).isFalse();
  }

  @Test
  void failedOrUnknownAndNotReceived_isNotLost() {
    push(1, Outcome.FAILED);
    push(2, Outcome.UNKNOWN);
    assertThat(judged().isKept()).isTrue();
  }

  @Test
  void withoutAnEnd_isNotSettled() {
    journal.sent(1);
    assertThat(judged().isSettled()).isFalse();
  }

  @Test
  void receivedAgain_isRepeated() {
    push(1, Outcome.ANSWERED);
    journal.received(100, 1);
    journal.received(104, 1);
    assertThat(judged().repeated()).isEqualTo(1);
    assertThat(judged().outOfOrder()).isZero();
    assertThat(judged().isKept()).isFalse();
  }

  @Test
  void midThatDoesNotRise_isOutOfOrder() {
    push(1, Outcome.ANSWERED);
    push(2, Outcome.ANSWERED);
    journal.received(104, 2);
    journal.received(100, 1);
    assertThat(judged().outOfOrder()).isEqualTo(1);
    assertThat(judged().isKept()).isFalse();
  }

  @Test
  void missingBeforeAGap_isCovered() {
    push(1, Outcome.ANSWERED);
    journal.received(100, 1);
    push(2, Outcome.ANSWERED);
    journal.resumed(100, false);
    assertThat(judged().covered()).isEqualTo(1);
    assertThat(judged().isKept()).isTrue();
  }

  @Test
  void sentAfterAGap_isNotCoveredByIt() {
    push(1, Outcome.ANSWERED);
    journal.received(100, 1);
    journal.resumed(100, false);
    push(2, Outcome.ANSWERED);
    assertThat(judged().lost()).isEqualTo(1);
  }

  @Test
  void answeredBeforeTheMessageThatTheGapFollows_isNotCoveredByIt() {
    push(1, Outcome.ANSWERED);
    push(2, Outcome.ANSWERED);
    journal.received(104, 2);
    journal.resumed(104, false);
    assertThat(judged().lost()).isEqualTo(1);
  }

  @Test
  void timeWithoutAConnection_isTheLongest() {
    journal.subscribed("a");
    journal.disconnected("closed");
    clock.addAndGet(50);
    journal.subscribed("b");
    journal.disconnected("closed");
    clock.addAndGet(20);
    assertThat(judged().offlineNanos()).isEqualTo(51);
    assertThat(judged().reconnects()).isEqualTo(1);
  }

  private void push(int number, Outcome outcome) {
    journal.sent(number);
    journal.concluded(number, outcome, "");
  }

  private KeyTally judged() {
    return KeyJudge.judge(journal.events(), clock.get());
  }
}
