/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.view.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurrentViewTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final CurrentView view = new CurrentView(version(3));

  private static ClusterView version(long version) {
    return new ClusterView(version, List.of());
  }

  @AfterEach
  void close() {
    view.close();
  }

  private CompletableFuture<Void> newerThan(long version, Duration atMost) {
    return view.newerThan(version, atMost).toCompletableFuture();
  }

  @Test
  void view_isNeverReplacedByAnOlderOne() {
    view.accept(version(5));
    view.accept(version(4));
    assertThat(view.get().version()).isEqualTo(5);
  }

  @Test
  void waiting_endsWithANewerView_andNotWithTheSameOne() throws Exception {
    CompletableFuture<Void> wait = newerThan(4, LONG);
    view.accept(version(4));
    CompletableFuture<Void> shorter = newerThan(3, LONG);
    shorter.get(5, TimeUnit.SECONDS);
    assertThat(wait).isNotDone();
    view.accept(version(5));
    wait.get(5, TimeUnit.SECONDS);
  }

  @Test
  void waiting_endsWithTheTime() throws Exception {
    newerThan(3, Duration.ofMillis(20)).get(5, TimeUnit.SECONDS);
  }

  @Test
  void waiting_endsWithTheNode() throws Exception {
    CompletableFuture<Void> wait = newerThan(3, LONG);
    view.close();
    wait.get(5, TimeUnit.SECONDS);
    newerThan(3, LONG).get(5, TimeUnit.SECONDS);
    view.accept(version(9));
    assertThat(view.get().version()).isEqualTo(9);
  }
}
