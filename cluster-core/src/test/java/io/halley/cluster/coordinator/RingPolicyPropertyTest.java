/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RingPolicyPropertyTest {
  /** What befalls the node {@code f} for a while; {@code a} is well all the time. */
  private enum Fate {
    SERVES,
    FAILS,
    IS_GONE,
    IS_REPLACED,
    TAKES_NO_KEYS
  }

  private record Phase(Fate fate, double seconds) {}

  @Provide
  Arbitrary<List<Phase>> phases() {
    Arbitrary<Double> seconds = Arbitraries.doubles().between(0, 20).ofScale(2);
    return Combinators.combine(Arbitraries.of(Fate.class), seconds)
        .as(Phase::new)
        .list()
        .ofMaxSize(25);
  }

  @Property(tries = 300)
  void aNodeThatFlaps_comesBackNoSoonerThanTheTimeToReturn(@ForAll("phases") List<Phase> phases) {
    Watcher watcher = Watcher.ofANewCluster().register("a/x", "f/x").serves("a/x", "f/x");
    watcher.after(0);
    double left = Double.NEGATIVE_INFINITY;
    double now = 0;
    boolean in = true;
    for (Phase phase : phases) {
      befall(watcher, phase.fate());
      for (double end = now + phase.seconds(); now < end; now += 0.25) {
        boolean inNow = watcher.after(0.25).contains("f/x") || watcher.ring().contains("f/y");
        if (in && !inNow) {
          left = now;
        }
        if (!in && inNow) {
          assertThat(now - left).isGreaterThanOrEqualTo(10);
        }
        in = inNow;
      }
    }
  }

  @Property(tries = 300)
  void aNodeThatIsWell_isNeverThrownOut(@ForAll("phases") List<Phase> phases) {
    Watcher watcher = Watcher.ofANewCluster().register("a/x", "f/x").serves("a/x", "f/x");
    watcher.after(0);
    for (Phase phase : phases) {
      befall(watcher, phase.fate());
      assertThat(watcher.after(phase.seconds())).contains("a/x");
    }
  }

  private static void befall(Watcher watcher, Fate fate) {
    switch (fate) {
      case SERVES -> watcher.register("f/x").serves("f/x");
      case FAILS -> watcher.register("f/x").fails("f/x");
      case IS_GONE -> watcher.gone("f/x", "f/y");
      case IS_REPLACED -> watcher.gone("f/x").register("f/y").serves("f/y");
      case TAKES_NO_KEYS -> watcher.gone("f/y").add(Watcher.instance("f/x", 0, false));
    }
  }
}
