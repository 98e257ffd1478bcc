/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.List;

/** A node that cannot start as asked. Its message is a sentence a line, without more detail. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentences;

  RefusedException(String sentence) {
    super(sentence);
    this.sentences = sentence;
  }

  /**
   * @param sentences at least one
   */
  RefusedException(List<String> sentences) {
    this(String.join(System.lineSeparator(), sentences));
  }

  /** A sentence a line. */
  String sentences() {
    return sentences;
  }
}
