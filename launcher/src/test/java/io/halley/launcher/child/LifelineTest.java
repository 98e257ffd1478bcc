/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LifelineTest {
  @Test
  void processThatHoldsIt_endsInGoodOrder_whenItsParentIsGone() throws Exception {
    try (ChildJvm child = ChildJvm.start(Map.of(), Endless.class, "quick")) {
      assertThat(child.firstLine()).isEqualTo("ready: here");

      child.orphan();

      assertThat(child.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void processThatHangsInItsEnd_isEndedAllTheSame() throws Exception {
    try (ChildJvm child = ChildJvm.start(Map.of(), Endless.class, "hanging")) {
      assertThat(child.firstLine()).isEqualTo("ready: here");

      child.orphan();

      assertThat(child.exitCode()).isEqualTo(143);
    }
  }

  /** Runs until somebody ends it. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] arguments) throws InterruptedException {
      Lifeline.hold(System.in);
      if (arguments[0].equals("hanging")) {
        Runtime.getRuntime().addShutdownHook(new Thread(Endless::hang));
      }
      Ready.say("here");
      new CountDownLatch(1).await();
    }

    private static void hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
