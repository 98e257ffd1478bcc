/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  private static final String REFUSAL =
      """
      [2026-01-02T03:04:05.678+0000] [Payara 6.2025.9] [SEVERE] [] [io.halley.startup] [tid: _ThreadID=41 _ThreadName=x::y(1)] [timeMillis: 1795309803894] [levelValue: 1000] [[
        %s]]

      """;
  private static final String OTHER =
      """
      [2026-01-02T03:04:05.678+0000] [Payara 6.2025.9] [INFO] [] [io.halley.startup] [tid: _ThreadID=41 _ThreadName=x] [timeMillis: 1795309803894] [levelValue: 800] [[
        The message node node1 is up.]]

      [2026-01-02T03:04:05.678+0000] [Payara 6.2025.9] [SEVERE] [] [org.example] [tid: _ThreadID=41 _ThreadName=x] [timeMillis: 1795309803894] [levelValue: 1000] [[
        Something else.]]

      """;

  private final Path file;

  ServerLogTest(@TempDir Path directory) {
    file = directory.resolve("server.log");
  }

  @Test
  void refusals_areTheSentencesOfThisStart_eachOnce() throws IOException {
    append(REFUSAL.formatted("Of an earlier start."));
    ServerLog log = ServerLog.from(file);
    append(OTHER + REFUSAL.formatted("One.") + REFUSAL.formatted("Two.") + OTHER);
    append(REFUSAL.formatted("One."));

    assertThat(log.refusals()).containsExactly("One.", "Two.");
    assertThat(log.hasFailure()).isFalse();
  }

  @Test
  void refusals_ofALogThatWasRotated_areThoseOfTheNewOne() throws IOException {
    append(OTHER.repeat(10));
    ServerLog log = ServerLog.from(file);
    Files.delete(file);
    append(REFUSAL.formatted("One."));

    assertThat(log.refusals()).containsExactly("One.");
  }

  @Test
  void hasFailure_ofADeploymentThatFailed_isTrue() throws IOException {
    ServerLog log = ServerLog.from(file);
    assertThat(log.hasFailure()).isFalse();

    append("Exception while deploying the app [halley] : it contains zero ejb.\n");

    assertThat(log.hasFailure()).isTrue();
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
