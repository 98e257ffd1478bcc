/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void rehearsal_ofANodeThatIsNotThere_saysSo() {
    CommandLine line = CommandLine.parse(List.of("run", "--public-port", "" + Port.anyFree()));
    Node node = Node.check(line, Map.of(), Map.of());
    Rehearsal rehearsal = new Rehearsal(Port.of(node), node.settings());

    assertThat(rehearsal.answers()).isFalse();
    assertThatThrownBy(rehearsal::play)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not answer");
  }
}
