/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProgramTest {
  @Test
  void programThatIsOpenForWriting_isWaitedFor(@TempDir Path folder) throws IOException {
    Path program = RedisProgram.writtenTo(folder);
    FileOutputStream writer = new FileOutputStream(program.toFile(), true);
    AtomicBoolean closing = new AtomicBoolean();
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(
            () -> {
              closing.set(true);
              close(writer);
            },
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));

    RedisProgram.awaitRunnable(program.toFile());

    assertThat(closing).isTrue();
    closed.join();
  }

  private static void close(FileOutputStream writer) {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
