/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StopNoticeTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
  private final StopNotice notice = new StopNotice(new Console(out, out));

  @Test
  void stop_ofWhatWasReady_isOneLineEachWay() {
    notice.arm();

    notice.around(() -> out.println("the stop itself"));

    assertThat(screen.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("stopping", "the stop itself", "stopped");
  }

  @Test
  void stop_afterAStartThatFailed_leavesItsReasonTheLastWord() {
    notice.around(() -> {});

    assertThat(screen.size()).isZero();
  }
}
