/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A client of a WebSocket edge (RFC 6455). It answers pings, and a close frame with another, as
 * every client does.
 */
public final class WebSocketSubscriber extends SocketSubscriber {
  private static final byte[] MASK = {1, 2, 3, 4};

  private final String path;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private Opcode fragmented = Opcode.CONTINUATION;
  private OptionalInt closeCode = OptionalInt.empty();
  private boolean closing;

  private WebSocketSubscriber(BufferedSocket wire, String path) {
    super(wire);
    this.path = path;
  }

  /** Connects, and says nothing yet. */
  public static WebSocketSubscriber connect(InetSocketAddress address, String path) {
    return new WebSocketSubscriber(new BufferedSocket(address, 0), path);
  }

  /** Connects with a small receive buffer, which soon stalls the server if nothing is read. */
  public static WebSocketSubscriber connectNarrow(InetSocketAddress address, String path) {
    return new WebSocketSubscriber(new BufferedSocket(address, 4_096), path);
  }

  /**
   * Makes the handshake.
   *
   * @throws AssertionError if it fails
   */
  @Override
  public void subscribe(Subscription subscription) {
    int status = handshake(subscription.query(), "Origin: http://localhost\r\n");
    if (status != 101) {
      throw new AssertionError("the handshake was answered with " + status);
    }
  }

  /**
   * Makes a handshake.
   *
   * @param query what stands behind the path's {@code ?}, encoded
   * @param moreHeaders lines with their CRLF; may be empty
   * @return the status; 0 if the connection ended without one
   */
  public int handshake(String query, String moreHeaders) {
    return request(path + "?" + query, Handshake.headers() + moreHeaders);
  }

  /** Makes a handshake whose packet also holds the first heartbeat; returns the status. */
  public int handshakeWithHeartbeat(String query) {
    byte[] mask = {0, 0, 0, 0};
    String heartbeat =
        new String(head(Opcode.TEXT, true, 1), StandardCharsets.ISO_8859_1)
            + new String(mask, StandardCharsets.ISO_8859_1)
            + 'h';
    sendLatin1(head(path + "?" + query, Handshake.headers()) + heartbeat);
    return Handshake.awaitStatus(wire, PATIENCE);
  }

  /**
   * Makes a GET request of any kind.
   *
   * @return the status; 0 if the connection ended without one
   */
  public int request(String target, String headers) {
    sendLatin1(head(target, headers));
    return Handshake.awaitStatus(wire, PATIENCE);
  }

  private String head(String target, String headers) {
    InetSocketAddress remote = wire.remote();
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: "
        + remote.getHostString()
        + ":"
        + remote.getPort()
        + "\r\n"
        + headers
        + "\r\n";
  }

  @Override
  public void send(String text) {
    sendFrame(Opcode.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a masked frame. */
  public void sendFrame(Opcode opcode, boolean last, byte[] payload) {
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK[i % MASK.length];
    }
    byte[] head = head(opcode, last, payload.length);
    sendBytes(
        ByteBuffer.allocate(head.length + MASK.length + masked.length)
            .put(head)
            .put(MASK)
            .put(masked)
            .array());
  }

  /** The first bytes of a frame, as if a mask and a payload of the length were to follow. */
  public static byte[] head(Opcode opcode, boolean last, long length) {
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) ((last ? 0x80 : 0) | opcode.code()));
    if (length < 126) {
      head.put((byte) (0x80 | length));
    } else if (length <= 0xFFFF) {
      head.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      head.put((byte) (0x80 | 127)).putLong(length);
    }
    byte[] bytes = new byte[head.position()];
    head.flip().get(bytes);
    return bytes;
  }

  /** The code of the server's close frame; empty before it, and where it had none. */
  public OptionalInt closeCode() {
    return closeCode;
  }

  /** Whether the server's close frame has come: the connection's end may still be on its way. */
  public boolean isClosing() {
    return closing;
  }

  @Override
  @Nullable Frame takeFrame() {
    while (true) {
      int headLength = headLength();
      if (headLength < 0 || wire.available() < headLength + payloadLength()) {
        return null;
      }
      int payloadLength = payloadLength();
      byte[] head = wire.take(headLength);
      byte[] payload = wire.take(payloadLength);
      Frame frame = understand(Opcode.of(head[0] & 0x0F), (head[0] & 0x80) != 0, payload);
      if (frame != null) {
        return frame;
      }
    }
  }

  private @Nullable Frame understand(Opcode opcode, boolean last, byte[] payload) {
    switch (opcode) {
      case CLOSE -> {
        closing = true;
        if (payload.length >= 2) {
          closeCode = OptionalInt.of(ByteBuffer.wrap(payload).getShort() & 0xFFFF);
        }
        answer(Opcode.CLOSE, payload);
        return null;
      }
      case PING -> {
        answer(Opcode.PONG, payload);
        return null;
      }
      case PONG -> {
        return new Frame(Frame.Kind.PONG, new String(payload, StandardCharsets.ISO_8859_1));
      }
      case TEXT, BINARY -> fragmented = opcode;
      case CONTINUATION -> {
        // goes on with what began
      }
    }
    fragments.writeBytes(payload);
    if (!last) {
      return null;
    }
    byte[] whole = fragments.toByteArray();
    fragments.reset();
    return fragmented == Opcode.BINARY
        ? new Frame(Frame.Kind.BINARY, new String(whole, StandardCharsets.ISO_8859_1))
        : textFrame(new String(whole, StandardCharsets.UTF_8));
  }

  private static Frame textFrame(String text) {
    boolean reply = (text.startsWith("+") || text.startsWith("-")) && text.endsWith("\r\n");
    return reply ? Frame.reply(text.substring(0, text.length() - 2)) : Frame.message(text);
  }

  private void answer(Opcode opcode, byte[] payload) {
    try {
      sendFrame(opcode, true, payload);
    } catch (UncheckedIOException e) {
      // the server did not wait for it, which it need not
    }
  }

  /** Length of the frame's head that stands first; -1 if it is not whole yet. */
  private int headLength() {
    if (wire.available() < 2) {
      return -1;
    }
    if ((wire.at(1) & 0x80) != 0) {
      throw new AssertionError("the server masks its frames");
    }
    int code = wire.at(1);
    int length = code == 127 ? 10 : code == 126 ? 4 : 2;
    return wire.available() < length ? -1 : length;
  }

  private int payloadLength() {
    int code = wire.at(1);
    if (code < 126) {
      return code;
    }
    long length = 0;
    for (int i = 2; i < (code == 126 ? 4 : 10); i++) {
      length = length << 8 | wire.at(i);
    }
    return Math.toIntExact(length);
  }
}
