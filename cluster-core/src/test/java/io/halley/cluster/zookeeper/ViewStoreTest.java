/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.view.ClusterView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewStoreTest {
  private static final String CANDIDACY = "/halley/candidacy";

  private TestedZooKeeper zookeeper;
  private ViewStore store;

  @BeforeEach
  void start() throws Exception {
    zookeeper = new TestedZooKeeper();
    zookeeper.operator.create().creatingParentsIfNeeded().forPath(CANDIDACY);
    store = new ViewStore(zookeeper.operator, "/halley/view");
  }

  @AfterEach
  void stop() throws Exception {
    zookeeper.close();
  }

  @Test
  void whatWasWritten_isRead_andWrittenOver() throws Exception {
    assertThat(read()).isEmpty();
    Optional<ViewStore.Stored> first = store.write(view(1), Optional.empty(), CANDIDACY);
    assertThat(first).isPresent().isEqualTo(read());
    Optional<ViewStore.Stored> second = store.write(view(2), first, CANDIDACY);
    assertThat(second).isPresent().isEqualTo(read());
    assertThat(read().flatMap(ViewStore.Stored::view).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void whatAnotherWroteMeanwhile_isNotWrittenOver() throws Exception {
    Optional<ViewStore.Stored> first = store.write(view(1), Optional.empty(), CANDIDACY);
    assertThat(store.write(view(9), Optional.empty(), CANDIDACY)).isEmpty();
    zookeeper.publish(view(5));
    assertThat(store.write(view(9), first, CANDIDACY)).isEmpty();
    zookeeper.operator.delete().forPath("/halley/view");
    assertThat(store.write(view(9), first, CANDIDACY)).isEmpty();
    assertThat(read()).isEmpty();
  }

  @Test
  void whoWasDeposed_writesNothing() throws Exception {
    zookeeper.operator.delete().forPath(CANDIDACY);
    assertThat(store.write(view(1), Optional.empty(), CANDIDACY)).isEmpty();
    assertThat(read()).isEmpty();
  }

  @Test
  void whoWroteBeforeAndDidNotHearOfIt_hasWritten() throws Exception {
    Optional<ViewStore.Stored> first = store.write(view(1), Optional.empty(), CANDIDACY);
    assertThat(store.write(view(1), Optional.empty(), CANDIDACY)).isPresent().isEqualTo(first);
  }

  private Optional<ViewStore.Stored> read() throws Exception {
    return store.read().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static ClusterView view(long version) {
    return new ClusterView(version, List.of());
  }
}
