/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.startup.RecordMethods;
import io.halley.testkit.memory.IsolatedClasses;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordMethodsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** An application whose last new record was compared and hashed before it ends. */
  static final class Application implements Runnable {
    private enum Kind {
      ONE
    }

    private record Part(Kind kind) {}

    @Override
    public void run() {
      Part part = new Part(Kind.ONE);
      if (!part.equals(new Part(Kind.ONE)) || part.hashCode() != new Part(Kind.ONE).hashCode()) {
        throw new AssertionError("records of equal components are equal");
      }
      RecordMethods.forget();
    }
  }

  @Test
  void applicationThatComparedRecords_isFreedAfterItsEnd() throws Exception {
    assertThat(IsolatedClasses.isFreed(loaderOf(Application.class), SOON)).isTrue();
  }

  private static WeakReference<ClassLoader> loaderOf(Class<? extends Runnable> program)
      throws Exception {
    try (IsolatedClasses classes = IsolatedClasses.open()) {
      classes.run(program);
      return new WeakReference<>(classes.loader());
    }
  }
}
