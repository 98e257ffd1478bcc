/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

/** The cluster cannot be joined. Its message is one sentence that says why and what to do. */
public final class MembershipException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MembershipException(String sentence) {
    super(sentence);
  }

  MembershipException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
