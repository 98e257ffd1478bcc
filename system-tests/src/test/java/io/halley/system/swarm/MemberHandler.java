/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.swarm;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** The end of a connection's pipeline: tells the member what comes, and the end. */
final class MemberHandler extends SimpleChannelInboundHandler<String> {
  private final Member member;

  MemberHandler(Member member) {
    this.member = member;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, String frame) {
    member.hear(context.channel(), frame);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    member.ended(context.channel(), "the connection is closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    member.ended(context.channel(), cause.toString());
    context.close();
  }
}
