/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.idle;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One subscriber of a crowd: its connection and what it was told. */
final class Member implements AutoCloseable {
  private static final int INBOX = 512;

  private final String key;
  private final Language language;
  private final SocketChannel channel;
  private ByteBuffer inbox = ByteBuffer.allocate(INBOX);
  private int heartbeats;
  private int messages;

  Member(String key, Language language) throws IOException {
    this.key = key;
    this.language = language;
    this.channel = SocketChannel.open();
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  String key() {
    return key;
  }

  /** Answers to the subscription and to heartbeats. */
  int heartbeats() {
    return heartbeats;
  }

  int messages() {
    return messages;
  }

  /** Whether the connection stands at once. */
  boolean connect(InetSocketAddress address) throws IOException {
    return channel.connect(address);
  }

  void say(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    channel.write(buffer);
    if (buffer.hasRemaining()) {
      throw new IOException("the system does not take " + bytes.length + " bytes of " + key);
    }
  }

  /** Reads what has come; false at the connection's end. */
  boolean listen() throws IOException {
    int count = channel.read(inbox);
    if (count < 0) {
      return false;
    }
    inbox.flip();
    Optional<String> frame = language.take(inbox);
    while (frame.isPresent()) {
      note(frame.get());
      frame = language.take(inbox);
    }
    inbox.compact();
    if (!inbox.hasRemaining()) {
      ByteBuffer larger = ByteBuffer.allocate(inbox.capacity() * 2);
      inbox.flip();
      inbox = larger.put(inbox);
    }
    return true;
  }

  private void note(String frame) {
    if (frame.equals("+h")) {
      heartbeats++;
    } else if (frame.startsWith("{")) {
      messages++;
    } else {
      throw new AssertionError(key + " was told " + frame);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
