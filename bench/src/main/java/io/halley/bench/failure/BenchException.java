/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.failure;

/** What was to be measured cannot be. Its message is a sentence for whoever runs the bench. */
public final class BenchException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  /**
   * @param sentence one sentence: what is wrong, with its value, and what to do
   */
  public BenchException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** The message. */
  public String sentence() {
    return sentence;
  }
}
