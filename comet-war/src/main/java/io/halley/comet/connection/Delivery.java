/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import io.halley.cluster.message.Message;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A message on its way to subscribers, encoded once for each framing and format and shared by all
 * connections that want it so. Safe for any thread.
 */
public final class Delivery implements Frame {
  private static final int FORMATS = MessageFormat.values().length;

  private final Message message;
  private final AtomicReferenceArray<byte[]> encoded =
      new AtomicReferenceArray<>(Framing.values().length * FORMATS);

  public Delivery(Message message) {
    this.message = message;
  }

  /** The id of the message. */
  public long mid() {
    return message.mid();
  }

  @Override
  public byte[] bytes(Framing framing, MessageFormat format) {
    int slot = framing.slot() * FORMATS + format.slot();
    byte[] bytes = encoded.get(slot);
    if (bytes == null) {
      // two threads may both encode; the results are equal
      bytes = framing.message(format.encode(message));
      encoded.set(slot, bytes);
    }
    return bytes;
  }
}
