/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.testkit.memory.IsolatedClasses;
import java.lang.ref.WeakReference;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcDriversTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<String> DRIVERS =
      List.of("org.mariadb.jdbc.Driver", "org.postgresql.Driver");

  /**
   * An application whose drivers were used; then the server looks at all drivers that there are.
   */
  static final class Application implements Runnable {
    @Override
    public void run() {
      ClassLoader own = Application.class.getClassLoader();
      DRIVERS.forEach(name -> initialize(name, own));
      if (registered(own) != DRIVERS.size()) {
        throw new AssertionError("drivers register themselves");
      }
      JdbcDrivers.deregister(own);
      lookAtAll(own);
    }
  }

  /** An application that never had a connection, beside one that has the same drivers. */
  static final class ApplicationWithoutDatabase implements Runnable {
    @Override
    public void run() {
      ClassLoader own = ApplicationWithoutDatabase.class.getClassLoader();
      JdbcDrivers.deregister(own);
      // as DriverManager does, for each name that any application has registered
      DRIVERS.forEach(name -> initialize(name, own));
      lookAtAll(own);
    }
  }

  private static void lookAtAll(ClassLoader own) {
    if (registered(own) != 0) {
      throw new AssertionError("a driver came back");
    }
  }

  private static long registered(ClassLoader own) {
    return DriverManager.drivers()
        .filter(driver -> driver.getClass().getClassLoader() == own)
        .count();
  }

  private static void initialize(String driver, ClassLoader own) {
    try {
      Class.forName(driver, true, own);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void applicationThatUsedItsDrivers_isFreedAfterItsEnd() throws Exception {
    assertThat(IsolatedClasses.isFreed(loaderOf(Application.class), SOON)).isTrue();
  }

  @Test
  void applicationWhoseDriversTheServerLoads_isFreedAfterItsEnd() throws Exception {
    assertThat(IsolatedClasses.isFreed(loaderOf(ApplicationWithoutDatabase.class), SOON)).isTrue();
  }

  @Test
  void driversOnTheJvmsClassPath_stayRegistered() {
    ClassLoader jvm = ClassLoader.getSystemClassLoader();
    DRIVERS.forEach(name -> initialize(name, jvm));
    long before = registered(jvm);

    JdbcDrivers.deregister(jvm);

    assertThat(registered(jvm)).isEqualTo(before).isGreaterThanOrEqualTo(DRIVERS.size());
  }

  private static WeakReference<ClassLoader> loaderOf(Class<? extends Runnable> program)
      throws Exception {
    try (IsolatedClasses classes = IsolatedClasses.open()) {
      classes.run(program);
      return new WeakReference<>(classes.loader());
    }
  }
}
