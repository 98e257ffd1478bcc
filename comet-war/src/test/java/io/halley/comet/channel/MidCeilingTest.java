/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Mid;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.testkit.log.LoggedLines;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MidCeilingTest {
  private final MutableClock clock = MutableClock.atNow();
  private final InMemoryMessageService messages = new InMemoryMessageService(clock);
  private final ManualScheduler scheduler = new ManualScheduler();

  @Test
  void ceiling_liesSomeSecondsAboveTheIds() {
    MidClock mids = new MidClock(clock);
    try (MidCeiling ceiling = new MidCeiling(mids, messages, scheduler)) {
      ceiling.start(Duration.ZERO);
      assertThat(messages.midCeiling())
          .isEqualTo(Mid.plusSeconds(Mid.at(clock.instant()), MidCeiling.REACH.toSeconds()));
      clock.advance(Duration.ofSeconds(3));
      scheduler.runAll();
      assertThat(messages.midCeiling())
          .isEqualTo(Mid.plusSeconds(Mid.at(clock.instant()), MidCeiling.REACH.toSeconds()));
    }
  }

  @Test
  void ceiling_isRaisedBeforeTheIdsReachIt() {
    MidClock mids = new MidClock(clock);
    try (MidCeiling ceiling = new MidCeiling(mids, messages, scheduler)) {
      ceiling.start(Duration.ZERO);
      assertThat(scheduler.period()).isLessThan(MidCeiling.REACH.dividedBy(2));
    }
    assertThat(scheduler.isIdle()).as("the raising ended").isTrue();
  }

  /** The node is killed at any moment and comes back with a clock that is behind. */
  @Property
  void restart_withAClockThatSteppedBack_givesHigherIds(
      @ForAll @IntRange(min = 0, max = 20) int raises,
      @ForAll @IntRange(min = 1, max = 100) int idsEach,
      @ForAll @LongRange(min = 0, max = 7_200_000) long millisBack) {
    MutableClock clock = MutableClock.atNow();
    InMemoryMessageService messages = new InMemoryMessageService(clock);
    ManualScheduler scheduler = new ManualScheduler();
    MidClock before = new MidClock(clock);
    new MidCeiling(before, messages, scheduler).start(Duration.ZERO);
    long highest = before.next();
    for (int i = 0; i < raises; i++) {
      clock.advance(Duration.ofSeconds(3));
      scheduler.runAll();
      for (int id = 0; id < idsEach; id++) {
        highest = before.next();
      }
    }
    scheduler.forget();
    clock.advance(Duration.ofMillis(-millisBack));

    MidClock after = new MidClock(clock);
    new MidCeiling(after, messages, scheduler).start(Duration.ZERO);

    assertThat(after.next()).isGreaterThan(highest);
    assertThat(messages.midCeiling())
        .as("the ceiling is above the new ids too")
        .isGreaterThan(after.last());
  }

  @Test
  void restart_atOnceAndAgain_staysAbove() {
    long highest = 0;
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofMinutes(-1));
      MidClock mids = new MidClock(clock);
      new MidCeiling(mids, messages, scheduler).start(Duration.ZERO);
      assertThat(mids.next()).isGreaterThan(highest);
      highest = mids.last();
    }
  }

  @Test
  void node_whoseClockIsBehind_followsTheOthers() {
    MidClock ahead = new MidClock(clock);
    new MidCeiling(ahead, messages, scheduler).start(Duration.ZERO);
    MutableClock slow = MutableClock.atNow();
    slow.advance(Duration.ofMinutes(-2));
    MidClock behind = new MidClock(slow);
    MidCeiling ceiling = new MidCeiling(behind, messages, new ManualScheduler());
    ceiling.start(Duration.ZERO);

    clock.advance(Duration.ofMinutes(1));
    long given = ahead.next();
    scheduler.runAll();
    ceiling.raise();

    assertThat(behind.next()).isGreaterThan(given);
  }

  @Test
  void raising_goesOnAfterTheMessageServiceWasAway() {
    MidClock mids = new MidClock(clock);
    new MidCeiling(mids, messages, scheduler).start(Duration.ZERO);
    long before = messages.midCeiling();
    messages.setUnavailable(true);
    clock.advance(Duration.ofSeconds(3));
    scheduler.runAll();
    scheduler.runAll();
    assertThat(messages.midCeiling()).isEqualTo(before);
    assertThat(mids.next()).as("ids go on").isEqualTo(Mid.at(clock.instant()));

    messages.setUnavailable(false);
    scheduler.runAll();
    assertThat(messages.midCeiling()).isGreaterThan(before);
  }

  @Test
  void raising_goesOnAfterACallThatThrew() {
    MidClock mids = new MidClock(clock);
    FailingMessages failing = new FailingMessages(messages);
    new MidCeiling(mids, failing, scheduler).start(Duration.ZERO);
    long before = messages.midCeiling();
    failing.throwing(true);
    clock.advance(Duration.ofSeconds(3));
    scheduler.runAll();
    failing.throwing(false);
    scheduler.runAll();
    assertThat(messages.midCeiling()).isGreaterThan(before);
  }

  @Test
  void start_withoutTheMessageService_fails() {
    messages.setUnavailable(true);
    MidCeiling ceiling = new MidCeiling(new MidClock(clock), messages, scheduler);
    assertThatThrownBy(() -> ceiling.start(Duration.ofMillis(10)))
        .isInstanceOf(ServiceUnavailableException.class);
    ceiling.close();
    assertThat(scheduler.isIdle()).isTrue();
  }

  @Test
  void secondOutageOfTheMessageService_isAWarningAgain_andItsEndIsTold() {
    try (LoggedLines log = new LoggedLines(MidCeiling.class)) {
      MidCeiling ceiling = new MidCeiling(new MidClock(clock), messages, scheduler);
      for (int outages = 1; outages <= 2; outages++) {
        messages.setUnavailable(true);
        ceiling.raise();
        ceiling.raise();
        assertThat(log.warnings()).as("one an outage").hasSize(outages);
        messages.setUnavailable(false);
        int ends = outages;
        await()
            .until(
                () -> {
                  ceiling.raise();
                  return log.infos().size() == ends;
                });
      }
    }
  }

  @Test
  void clockThatFallsBehindTwice_isWarnedOfTwice() {
    MidClock ahead = new MidClock(clock);
    MutableClock own = MutableClock.atNow();
    try (LoggedLines log = new LoggedLines(MidCeiling.class)) {
      MidCeiling ceiling = new MidCeiling(new MidClock(own), messages, new ManualScheduler());
      new MidCeiling(ahead, messages, scheduler).raise();
      for (int outages = 1; outages <= 2; outages++) {
        own.advance(Duration.ofMinutes(-2));
        ceiling.raise();
        ceiling.raise();
        assertThat(log.warnings()).as("one an outage").hasSize(outages);
        own.advance(Duration.ofMinutes(2));
        int ends = outages;
        await()
            .until(
                () -> {
                  ceiling.raise();
                  return log.infos().size() == ends;
                });
      }
    }
  }
}
