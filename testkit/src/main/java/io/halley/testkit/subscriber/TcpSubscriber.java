/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of the TCP edge. */
public final class TcpSubscriber extends SocketSubscriber {
  private static final String CRLF = "\r\n";

  private TcpSubscriber(BufferedSocket wire) {
    super(wire);
  }

  /** Connects, and says nothing yet. */
  public static TcpSubscriber connect(InetSocketAddress address) {
    return new TcpSubscriber(new BufferedSocket(address, 0));
  }

  /** Connects with a small receive buffer, which soon stalls the server if nothing is read. */
  public static TcpSubscriber connectNarrow(InetSocketAddress address) {
    return new TcpSubscriber(new BufferedSocket(address, 4_096));
  }

  @Override
  public void subscribe(Subscription subscription) {
    sendBytes(command(subscription));
  }

  /** The bytes of a subscribe command. */
  public static byte[] command(Subscription subscription) {
    List<byte[]> arguments =
        subscription.arguments().stream()
            .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
            .toList();
    return command(arguments);
  }

  /** The bytes of a command of any arguments. */
  public static byte[] command(List<byte[]> arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + arguments.size() + CRLF));
    for (byte[] argument : arguments) {
      bytes.writeBytes(ascii("$" + argument.length + CRLF));
      bytes.writeBytes(argument);
      bytes.writeBytes(ascii(CRLF));
    }
    return bytes.toByteArray();
  }

  @Override
  public void send(String text) {
    sendBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void acknowledge(long mid) {
    send("a" + mid + CRLF);
  }

  @Override
  @Nullable Frame takeFrame() {
    int lineEnd = wire.indexOf(CRLF, 0);
    if (lineEnd < 0) {
      return null;
    }
    int first = wire.at(0);
    if (first == '+' || first == '-') {
      Frame reply = Frame.reply(text(wire.take(lineEnd)));
      wire.take(CRLF.length());
      return reply;
    }
    if (first != '$') {
      throw new AssertionError("a frame begins with byte " + first);
    }
    int length = lengthAfterDollar(lineEnd);
    int bodyStart = lineEnd + CRLF.length();
    if (wire.available() < bodyStart + length + CRLF.length()) {
      return null;
    }
    wire.take(bodyStart);
    Frame message = Frame.message(text(wire.take(length)));
    String tail = text(wire.take(CRLF.length()));
    if (!tail.equals(CRLF)) {
      throw new AssertionError("after " + length + " bytes there is no CRLF, but " + tail);
    }
    return message;
  }

  private int lengthAfterDollar(int lineEnd) {
    int length = 0;
    for (int i = 1; i < lineEnd; i++) {
      int digit = wire.at(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new AssertionError("a length has byte " + wire.at(i));
      }
      length = length * 10 + digit;
    }
    return length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
