/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both transports share: frames out of the bytes of a {@link BufferedSocket}. */
abstract class SocketSubscriber implements Subscriber {
  final BufferedSocket wire;

  SocketSubscriber(BufferedSocket wire) {
    this.wire = wire;
  }

  /** Takes one frame out of the bytes that have come; null if it is not whole yet. */
  abstract @Nullable Frame takeFrame();

  /** Sends bytes as they are. */
  public final void sendBytes(byte[] bytes) {
    wire.send(bytes);
  }

  /** Sends bytes as they are, one a character of the text, all at or below {@code 0xFF}. */
  public final void sendLatin1(String text) {
    wire.send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public final Optional<Frame> poll(Duration within) {
    Deadline deadline = Deadline.in(within);
    while (true) {
      Frame frame = takeFrame();
      if (frame != null) {
        return Optional.of(frame);
      }
      if (wire.more(deadline) != BufferedSocket.Arrival.BYTES) {
        return Optional.empty();
      }
    }
  }

  @Override
  public final List<Frame> awaitEnd(Duration within) {
    Deadline deadline = Deadline.in(within);
    List<Frame> frames = new ArrayList<>();
    while (true) {
      Optional<Frame> frame = poll(Duration.ofMillis(deadline.millisLeft()));
      if (frame.isPresent()) {
        frames.add(frame.get());
      } else if (isEnded()) {
        return frames;
      } else {
        throw new AssertionError("not closed within " + within + ", but said " + shown(frames));
      }
    }
  }

  @Override
  public final boolean isEnded() {
    return wire.ended();
  }

  @Override
  public final void abort() {
    wire.abort();
  }

  @Override
  public void close() {
    wire.close();
  }

  private static String shown(List<Frame> frames) {
    return frames.size() > 10 ? frames.size() + " frames" : frames.toString();
  }
}
