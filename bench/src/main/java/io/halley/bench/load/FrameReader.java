/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.ByteBuf;

/** Takes frames out of the bytes of one connection. */
interface FrameReader {
  /**
   * Takes the next frame, if it is whole; otherwise the buffer stays as it is.
   *
   * @return whether there was one
   * @throws io.netty.handler.codec.DecoderException if the bytes are none of the protocol's
   */
  boolean read(ByteBuf in, FrameSink sink);
}
