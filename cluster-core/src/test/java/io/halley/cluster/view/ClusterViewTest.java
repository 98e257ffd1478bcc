/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
  @Test
  void owner_withoutNodes_isNobody() {
    assertThat(new ClusterView(1, List.of()).owner(new Key("a"))).isEmpty();
  }

  @Test
  void owner_isTheNodeThatTheRingNames() {
    CometNode one = CometNode.alone("node1", List.of("h:1"), List.of("h:2"));
    CometNode two = CometNode.alone("node2", List.of(), List.of());
    ClusterView view = new ClusterView(1, List.of(one, two));
    assertThat(view.nodes()).containsExactlyInAnyOrder(one, two);
    for (int i = 0; i < 100; i++) {
      assertThat(view.owner(new Key("k" + i))).get().isIn(one, two);
    }
  }

  @Test
  void node_doesNotChangeWithTheListsThatItWasMadeOf() {
    List<String> addresses = new ArrayList<>(List.of("h:1"));
    CometNode node = CometNode.alone("n", addresses, addresses);
    addresses.clear();
    assertThat(node.tcp()).containsExactly("h:1");
    assertThat(node.webSocket()).containsExactly("h:1");
  }
}
