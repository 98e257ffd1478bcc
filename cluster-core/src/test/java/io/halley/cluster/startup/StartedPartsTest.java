/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedPartsTest {
  private final List<String> stopped = new ArrayList<>();
  private final StartedParts parts = new StartedParts();

  @Test
  void parts_stopInReverse_once() {
    parts.add(() -> stopped.add("first"));
    parts.add(() -> stopped.add("second"));

    parts.close();
    parts.close();

    assertThat(stopped).containsExactly("second", "first");
  }

  @Test
  void partThatFails_keepsNoOtherUp_andIsToldOf() {
    NoClassDefFoundError gone = new NoClassDefFoundError("a/class/that/is/gone");
    parts.add(() -> stopped.add("first"));
    parts.add(
        () -> {
          throw gone;
        });
    parts.add(
        () -> {
          throw new IllegalArgumentException("it fails");
        });

    assertThatThrownBy(parts::close)
        .isInstanceOf(IllegalStateException.class)
        .satisfies(
            failed ->
                assertThat(failed.getSuppressed())
                    .hasSize(2)
                    .contains(gone)
                    .hasAtLeastOneElementOfType(IllegalArgumentException.class));
    assertThat(stopped).containsExactly("first");
  }

  @Test
  void partThatIsInterrupted_leavesTheInterruptSet() {
    parts.add(
        () -> {
          throw new InterruptedException();
        });

    assertThatThrownBy(parts::close).isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
