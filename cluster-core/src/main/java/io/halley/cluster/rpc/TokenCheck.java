/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

/** What a message node says of a subscriber's token. */
public enum TokenCheck {
  /** The token was added to the key and is not expired; its life begins anew. */
  VALID,
  /** The key has tokens, but not this one. */
  INVALID,
  /** The key has no token: nobody created its channel, or the last one expired. */
  NO_CHANNEL
}
