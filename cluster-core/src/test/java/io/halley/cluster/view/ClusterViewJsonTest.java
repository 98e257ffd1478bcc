/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterViewJsonTest {
  @Test
  void aView_isReadAsItWasWritten() {
    ClusterView view =
        new ClusterView(
            3,
            List.of(
                new CometNode("a", 2, List.of("h:1"), List.of("h:2"), List.of("h:3", "i:3")),
                new CometNode("b", 1, List.of("h:4"), List.of(), List.of())));

    ClusterView read = ClusterViewJson.read(ClusterViewJson.write(view));

    assertThat(read.version()).isEqualTo(3);
    assertThat(read.nodes()).containsExactlyElementsOf(view.nodes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\":1}",
        "{\"version\":1,\"nodes\":[null]}",
        "{\"version\":1,\"nodes\":[{\"name\":\"a\"}]}",
        "{\"version\":1,\"nodes\":[{\"weight\":1}]}",
        "{\"version\":1,\"nodes\":[{\"name\":\"a\",\"weight\":1,\"rpc\":[null]}]}",
        "{\"version\":1,\"nodes\":[{\"name\":\"a\",\"weight\":1},{\"name\":\"a\",\"weight\":1}]}"
      })
  void whatIsNoView_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ClusterViewJson.read(text));
  }
}
