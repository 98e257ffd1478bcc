/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

/**
 * Who a message is for, and the id that it has there.
 *
 * @param key the subscriber
 * @param mid the message's id within that key
 * @param known the highest mid of the key that the saver knows to be in the store; whatever is
 *     above it was saved by somebody else
 */
public record Recipient(Key key, long mid, long known) {
  /** A recipient for whom nobody else saves. */
  public Recipient(Key key, long mid) {
    this(key, mid, mid);
  }
}
