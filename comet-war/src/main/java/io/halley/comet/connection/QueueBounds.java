/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

/**
 * What may wait for one connection.
 *
 * @param messages frames
 * @param bytes their bytes together
 * @param dropsOldest whether the oldest messages that wait give way to a new one where the client
 *     understands {@link Reply#GAP}; the connections of all others are too slow then
 */
public record QueueBounds(int messages, int bytes, boolean dropsOldest) {
  /** The same for a client that understands no gaps. */
  public QueueBounds withoutDrops() {
    return new QueueBounds(messages, bytes, false);
  }
}
