/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.process;

import java.util.List;

/**
 * Programs that are started after those of the stage before are ready, and stopped before they are.
 *
 * @param programs in the order in which they are started
 * @param atOnce how many of them may be starting at a time, at least one
 */
public record Stage(List<Program> programs, int atOnce) {
  public Stage {
    programs = List.copyOf(programs);
  }
}
