/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

/**
 * A message as its key's subscribers see it.
 *
 * @param mid its id, unique and rising within the key
 * @param payload its body
 */
public record Message(long mid, Payload payload) {
  /** The group id of private messages, the only kind that is pushed. */
  public static final int PRIVATE_GID = 0;
}
