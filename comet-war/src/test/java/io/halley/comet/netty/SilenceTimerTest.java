/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.QueueBounds;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceTimerTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final NettyConnection connection =
      new NettyConnection(
          channel,
          new LoopOutbox(channel.eventLoop()),
          Framing.TCP,
          new QueueBounds(10, 1_000, false),
          new ConnectionCounters());

  @BeforeEach
  void timeStandsStill() {
    channel.freezeTime();
  }

  @AfterEach
  void nothingIsLeft() {
    channel.finishAndReleaseAll();
  }

  @Test
  void silence_endsAConnectionAtItsTime() {
    SilenceTimer timer = new SilenceTimer(channel.eventLoop(), connection);
    timer.allow(Duration.ofSeconds(5), CloseReason.FIRST_PACKET_LATE);
    pass(4);
    timer.allow(Duration.ofSeconds(35), CloseReason.HEARTBEAT_LATE);
    pass(34);
    timer.heard();
    pass(34);
    assertThat(channel.isOpen()).as("heard 34 s ago").isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
    assertThat(connection.reason()).isEqualTo(CloseReason.HEARTBEAT_LATE);
  }

  @Test
  void silence_beforeTheFirstPacket_hasItsOwnReason() {
    new SilenceTimer(channel.eventLoop(), connection)
        .allow(Duration.ofSeconds(5), CloseReason.FIRST_PACKET_LATE);
    pass(5);
    assertThat(connection.reason()).isEqualTo(CloseReason.FIRST_PACKET_LATE);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void silence_afterTheTimerStopped_endsNothing() {
    SilenceTimer timer = new SilenceTimer(channel.eventLoop(), connection);
    timer.allow(Duration.ofSeconds(5), CloseReason.FIRST_PACKET_LATE);
    timer.stop();
    pass(10);
    assertThat(channel.isOpen()).isTrue();
    assertThat(channel.runScheduledPendingTasks()).as("nothing is scheduled").isNegative();
  }

  private void pass(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }
}
