/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.startup.StartupLog;
import java.io.IOException;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void sentences_areWhatWasRefused_eachOnce() {
    try (Listening listening = new Listening()) {
      StartupLog.started("The message node is up.");
      StartupLog.refused("No Redis at {0} 'here'.");
      StartupLog.refused("No Redis at {0} 'here'.");

      assertThat(listening.refusals.sentences()).containsExactly("No Redis at {0} 'here'.");
    }
  }

  @Test
  void sentences_arriveAfterAServerHasReadItsLoggingConfiguration() throws IOException {
    try (Listening listening = new Listening()) {
      LogManager.getLogManager().readConfiguration();
      StartupLog.refused("No.");

      assertThat(listening.refusals.sentences()).containsExactly("No.");
    }
  }

  private static final class Listening implements AutoCloseable {
    private final Refusals refusals = new Refusals();

    Listening() {
      refusals.listen();
    }

    @Override
    public void close() {
      refusals.close();
    }
  }
}
