/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections whose commits can be held back, as those of a node that is paused. */
final class PausedCommits {
  private static final int ALL = 1_000_000;

  private final Semaphore passes = new Semaphore(ALL);
  private final DataSource connections;

  PausedCommits(DataSource connections) {
    this.connections = proxy(DataSource.class, connections);
  }

  DataSource connections() {
    return connections;
  }

  /** From now on a commit waits for {@link #resume}. */
  void pause() {
    passes.drainPermits();
  }

  /** Lets all commits pass. */
  void resume() {
    passes.release(ALL);
  }

  boolean isSomeonePaused() {
    return passes.hasQueuedThreads();
  }

  private <T> T proxy(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call(real, method, arguments)));
  }

  private @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("commit")) {
      passes.acquireUninterruptibly();
    }
    try {
      Object result = method.invoke(real, arguments);
      return result instanceof Connection connection && !method.getName().equals("unwrap")
          ? proxy(Connection.class, connection)
          : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
