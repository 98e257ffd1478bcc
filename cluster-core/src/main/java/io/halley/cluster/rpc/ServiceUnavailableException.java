/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

/** A node was not reached, did not answer before the deadline, or could not do its work. */
public final class ServiceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence that says who did not answer, and why
   */
  public ServiceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
