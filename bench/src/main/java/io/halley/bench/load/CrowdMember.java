/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** One subscriber of a crowd, which it tells what it hears. */
final class CrowdMember extends ByteToMessageDecoder implements FrameSink {
  private final SubscriberLoad crowd;
  private final String key;
  private final FrameReader reader;
  private boolean subscribed;
  private String end = "the server closed the connection";

  CrowdMember(SubscriberLoad crowd, String key, FrameReader reader) {
    this.crowd = crowd;
    this.key = key;
    this.reader = reader;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(Unpooled.wrappedBuffer(crowd.greeting(key)));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    while (in.isReadable() && reader.read(in, this)) {
      // the crowd was told
    }
  }

  @Override
  public void reply(String reply) {
    if (!reply.equals("+h")) {
      end = "the server said " + reply;
    } else if (subscribed) {
      crowd.heartbeatAnswered();
    } else {
      subscribed = true;
      crowd.subscribed();
    }
  }

  @Override
  public void message(ByteBuf buffer, int index, int length) {
    crowd.message(Stamp.find(buffer, index, length));
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    crowd.lost(end);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end = String.valueOf(cause.getMessage());
    context.close();
  }
}
