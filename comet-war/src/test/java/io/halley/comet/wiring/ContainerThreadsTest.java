/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.memory.IsolatedClasses;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContainerThreadsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ExecutorService containers = Executors.newFixedThreadPool(1);

  /** An application that is given an executor of the container. */
  static final class Application implements Consumer<ExecutorService> {
    @Override
    public void accept(ExecutorService executor) {
      ContainerThreads.begin(executor);
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    containers.shutdownNow();
    assertThat(containers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void applicationInWhichAThreadOfTheContainerBegan_isFreedAfterItsEnd() throws Exception {
    assertThat(IsolatedClasses.isFreed(loaderOf(containers), SOON)).isTrue();
  }

  private static WeakReference<ClassLoader> loaderOf(ExecutorService containers) throws Exception {
    try (IsolatedClasses classes = IsolatedClasses.open()) {
      var constructor =
          classes.loader().loadClass(Application.class.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked") // it is the class above, loaded anew
      Consumer<ExecutorService> application = (Consumer<ExecutorService>) constructor.newInstance();
      application.accept(containers);
      return new WeakReference<>(classes.loader());
    }
  }
}
