/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

/** Why a message that waited for a connection was dropped. Each is counted by itself. */
public enum DropReason {
  /** Issued when as many messages waited as may. */
  QUEUE_MESSAGES,
  /** Issued when as many bytes waited as may. */
  QUEUE_BYTES
}
