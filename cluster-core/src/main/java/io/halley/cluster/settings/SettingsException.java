/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.List;

/** Settings that cannot be worked with. Its message names every mistake, a line each. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param mistakes a sentence each, at least one
   */
  public SettingsException(List<String> mistakes) {
    super(String.join(System.lineSeparator(), mistakes));
  }
}
