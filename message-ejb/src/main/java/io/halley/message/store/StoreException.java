/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

/** The store could not be reached, or did not do what it was asked for. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence that says which store and why, without a password or a payload
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
