/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/** Stands for the socket and who reads from it: a write is done when the peer reads. */
final class Peer extends ChannelOutboundHandlerAdapter {
  final List<byte[]> sent = new ArrayList<>();
  final List<Runnable> unread = new ArrayList<>();
  boolean reads = true;
  int flushes;

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
    byte[] bytes = new byte[((ByteBuf) message).readableBytes()];
    ((ByteBuf) message).readBytes(bytes);
    ReferenceCountUtil.release(message);
    Runnable reading =
        () -> {
          sent.add(bytes);
          written.trySuccess();
        };
    if (reads) {
      reading.run();
    } else {
      unread.add(reading);
    }
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    flushes++;
  }

  void read() {
    List.copyOf(unread).forEach(Runnable::run);
    unread.clear();
  }
}
