/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.process;

/**
 * Processes that did not start. Its message says which one and why, in a sentence or a few lines.
 */
public final class FleetException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  FleetException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** The message. */
  public String sentence() {
    return sentence;
  }
}
