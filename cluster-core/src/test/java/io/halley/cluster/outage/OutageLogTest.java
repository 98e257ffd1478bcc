/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
  private final OutageLog outage =
      new OutageLog(new Lines(), "it works again", OutageLog.QUIET, nanos::get);

  /** Keeps what is logged. */
  private final class Lines implements Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable failure) {
      add(level + " " + text + " " + failure);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      add(level + " " + format);
    }

    private void add(String line) {
      synchronized (lines) {
        lines.add(line);
      }
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void fail(String reason) {
    outage.failed(() -> reason);
  }

  @Test
  void firstFailureOfAnOutage_isAWarning_theOthersAreForDebugging() {
    fail("a");
    fail("b");
    pass(OutageLog.LONGEST_QUIET.minusNanos(1));
    fail("c");
    assertThat(lines).containsExactly("WARNING a", "DEBUG b", "DEBUG c");
  }

  @Test
  void secondOutage_isAWarningAgain_andEachEndIsTold() {
    fail("a");
    fail("b");
    pass(OutageLog.QUIET);
    outage.worked();
    outage.worked();
    fail("c");
    pass(OutageLog.QUIET.multipliedBy(2));
    outage.worked();
    assertThat(lines)
        .containsExactly(
            "WARNING a",
            "DEBUG b",
            "INFO it works again; failures: 2, within 1 s.",
            "WARNING c",
            "INFO it works again; failures: 1, within 1 s.");
  }

  @Test
  void success_withoutAnOutage_isNotLogged() {
    outage.worked();
    assertThat(lines).isEmpty();
  }

  @Test
  void successAmongFailures_endsNothing() {
    for (int i = 0; i < 100; i++) {
      fail("a");
      outage.worked();
      pass(OutageLog.QUIET.minusNanos(1));
    }
    assertThat(lines).hasSize(100).filteredOn(line -> !line.startsWith("DEBUG")).hasSize(1);
  }

  @Test
  void failureAfterASuccessAndAQuietTime_beginsAnotherOutage() {
    fail("a");
    outage.worked();
    pass(OutageLog.QUIET);
    fail("b");
    assertThat(lines)
        .containsExactly("WARNING a", "INFO it works again; failures: 1, within 1 s.", "WARNING b");
  }

  @Test
  void failureAfterALongTimeWithoutOne_beginsAnotherOutage() {
    fail("a");
    pass(OutageLog.LONGEST_QUIET);
    fail("b");
    assertThat(lines).contains("WARNING a", "WARNING b");
  }

  @Test
  void faultThatComesAndGoesForAnHour_isLoggedAtMostOnceAMinuteInTheEnd() {
    for (int i = 0; i < 3600; i++) {
      fail("a");
      pass(OutageLog.QUIET);
      outage.worked();
    }
    assertThat(lines.stream().filter(line -> line.startsWith("WARNING"))).hasSizeBetween(2, 70);
  }

  @Test
  void outageAfterAQuietHour_endsAsSoonAsTheFirstOne() {
    for (int i = 0; i < 10; i++) {
      fail("a");
      pass(OutageLog.LONGEST_QUIET);
      outage.worked();
    }
    pass(Duration.ofHours(1));
    lines.clear();
    fail("b");
    pass(OutageLog.QUIET);
    outage.worked();
    assertThat(lines).containsExactly("WARNING b", "INFO it works again; failures: 1, within 1 s.");
  }

  @Test
  void failuresOfManyThreads_areOneOutage_andAllAreCounted() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 1_000; i++) {
      threads.execute(() -> fail("a"));
      threads.execute(outage::worked);
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    pass(OutageLog.QUIET);
    outage.worked();
    assertThat(lines.stream().filter(line -> !line.startsWith("DEBUG")))
        .containsExactly("WARNING a", "INFO it works again; failures: 1000, within 1 s.");
  }

  @Test
  void failureWithAStackTrace_isLoggedWithIt() {
    outage.failed(() -> "a", new IllegalStateException("why"));
    assertThat(lines).containsExactly("WARNING a java.lang.IllegalStateException: why");
  }
}
