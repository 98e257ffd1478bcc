/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.ByteBuf;

/** Hears the frames of one subscriber, in order, on its event loop. */
interface FrameSink {
  /** A reply of the protocol, such as {@code +h}, without its line end. */
  void reply(String reply);

  /** A message, which stands in the buffer only while this call lasts. */
  void message(ByteBuf buffer, int index, int length);
}
