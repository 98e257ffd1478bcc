/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

/** Whether a connection came into a channel. */
public enum JoinResult {
  /** It did, and was told so. */
  JOINED,
  /** The key has as many connections as it may have. */
  TOO_MANY_CONNECTIONS,
  /** The key is another node's. */
  OTHER_NODE
}
