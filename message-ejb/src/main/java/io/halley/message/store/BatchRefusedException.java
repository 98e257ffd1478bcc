/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

/**
 * The store is well but took none of a batch because of some of its messages: a part of the batch
 * may go.
 */
public final class BatchRefusedException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence that says why, without a payload
   */
  public BatchRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
