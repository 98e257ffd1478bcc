/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An upgraded connection as Tyrus sees it. Tyrus asks for bytes before it can take them, and a
 * container that has some calls it on that very thread, which then waits for itself; so the first
 * call comes with {@link #startReading}. A frame that is too long is told, and nothing that comes
 * from then on reaches Tyrus, which would buffer it.
 */
@SuppressWarnings("try") // close() throws what the container's throws
final class GuardedConnection implements WebConnection {
  private final WebConnection connection;
  private final Input input;

  /**
   * @param frameMaxBytes the longest payload of a frame
   * @param tooLong told once, by the thread that reads, of a frame that is longer
   */
  GuardedConnection(WebConnection connection, int frameMaxBytes, Runnable tooLong)
      throws IOException {
    this.connection = connection;
    this.input = new Input(connection.getInputStream(), new FrameLengths(frameMaxBytes), tooLong);
  }

  /** From now on the container tells Tyrus of bytes, of which some may have come already. */
  void startReading() {
    input.startReading();
  }

  @Override
  public ServletInputStream getInputStream() {
    return input;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return connection.getOutputStream();
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }

  private static final class Input extends ServletInputStream {
    private final ServletInputStream bytes;
    private final FrameLengths frames;
    private final Runnable tooLong;
    private @Nullable ReadListener listener;
    private boolean isRefused;

    Input(ServletInputStream bytes, FrameLengths frames, Runnable tooLong) {
      this.bytes = bytes;
      this.frames = frames;
      this.tooLong = tooLong;
    }

    void startReading() {
      if (listener != null) {
        bytes.setReadListener(listener);
      }
    }

    @Override
    public void setReadListener(ReadListener reader) {
      listener = reader;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = bytes.read(into, offset, length);
      if (!isRefused && read > 0 && !frames.accept(into, offset, read)) {
        isRefused = true;
        tooLong.run();
      }
      // Tyrus takes 0 for nothing yet, and does not expect the end here
      return isRefused ? 0 : Math.max(0, read);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("frames are read in blocks");
    }

    @Override
    public int available() throws IOException {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return bytes.isFinished();
    }

    @Override
    public boolean isReady() {
      return bytes.isReady();
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
