/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * A socket and the bytes that came and were not yet understood. It reads only when it is asked to,
 * so a client that asks for nothing stalls the server. For one thread.
 */
final class BufferedSocket implements AutoCloseable {
  /** What became of waiting for bytes. */
  enum Arrival {
    BYTES,
    NOTHING,
    END
  }

  private static final int CONNECT_MILLIS = 10_000;
  private static final int CHUNK = 65_536;

  private final Socket socket = new Socket();
  private final InputStream in;
  private byte[] buffer = new byte[CHUNK];
  private int start;
  private int end;
  private boolean ended;

  /**
   * @param receiveBuffer size of the system's receive buffer in bytes; 0: as the system likes
   */
  BufferedSocket(InetSocketAddress address, int receiveBuffer) {
    try {
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setTcpNoDelay(true);
      socket.connect(address, CONNECT_MILLIS);
      in = socket.getInputStream();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("no connection to " + address, e);
    }
  }

  InetSocketAddress remote() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  /**
   * @throws UncheckedIOException if the server has closed the connection, and it is known here
   */
  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until at least one more byte has come. */
  Arrival more(Deadline deadline) {
    if (ended) {
      return Arrival.END;
    }
    int millis = deadline.millisLeft();
    if (millis == 0) {
      return Arrival.NOTHING;
    }
    makeRoom();
    try {
      socket.setSoTimeout(millis);
      int count = in.read(buffer, end, buffer.length - end);
      if (count > 0) {
        end += count;
        return Arrival.BYTES;
      }
    } catch (SocketTimeoutException e) {
      return Arrival.NOTHING;
    } catch (IOException e) {
      // a reset: an end like another
    }
    ended = true;
    return Arrival.END;
  }

  /** Whether the server is known to have ended the connection. */
  boolean ended() {
    return ended;
  }

  int available() {
    return end - start;
  }

  /** A byte that has come, as a number from 0 to 255. */
  int at(int index) {
    return buffer[start + index] & 0xFF;
  }

  /** Where the text first stands, from an index on; -1 where it does not. */
  int indexOf(String text, int from) {
    for (int i = from; i + text.length() <= available(); i++) {
      int j = 0;
      while (j < text.length() && at(i + j) == text.charAt(j)) {
        j++;
      }
      if (j == text.length()) {
        return i;
      }
    }
    return -1;
  }

  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(buffer, start, start + count);
    start += count;
    return taken;
  }

  /** Ends the connection with a reset, as a client does whose machine is cut off. */
  void abort() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // closed already
    }
    close();
  }

  @Override
  public void close() {
    ended = true;
    try {
      socket.close();
    } catch (IOException e) {
      // nothing is left to be done about it
    }
  }

  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (buffer.length - end < CHUNK / 2) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
  }
}
