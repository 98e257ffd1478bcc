/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

/** A node was not reached, did not answer before the deadline, or could not do its work. */
public final class ServiceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean answered;

  /**
   * A node that was not reached, or did not answer in time.
   *
   * @param message a sentence that says who did not answer, and why
   */
  public ServiceUnavailableException(String message, Throwable cause) {
    this(message, false, cause);
  }

  /**
   * There is nobody to ask.
   *
   * @param message a sentence that says so
   */
  public ServiceUnavailableException(String message) {
    super(message);
    this.answered = false;
  }

  private ServiceUnavailableException(String message, boolean answered, Throwable cause) {
    super(message, cause);
    this.answered = answered;
  }

  /**
   * A node that answered that it could not do its work.
   *
   * @param message a sentence that says so, and why
   */
  public static ServiceUnavailableException answered(String message, Throwable cause) {
    return new ServiceUnavailableException(message, true, cause);
  }

  /**
   * Whether the node itself said that it could not do its work, as when its store is down. Else it
   * was not reached or too late, and may have done the work all the same.
   */
  public boolean isAnswered() {
    return answered;
  }
}
