/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.idle;

import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The language of the TCP edge. */
public final class TcpLanguage implements Language {
  @Override
  public byte[] greeting(String key, long heartbeatSeconds) {
    return TcpSubscriber.command(Subscription.of(key, heartbeatSeconds));
  }

  @Override
  public byte[] heartbeat() {
    return new byte[] {'h'};
  }

  @Override
  public Optional<String> take(ByteBuffer inbox) {
    int lineEnd = indexOfLineFeed(inbox);
    if (lineEnd < 0) {
      return Optional.empty();
    }
    String line = Language.text(inbox, inbox.position(), lineEnd - 1);
    int next = lineEnd + 1;
    if (!line.startsWith("$")) {
      inbox.position(next);
      return Optional.of(line);
    }
    int length = Integer.parseInt(line.substring(1));
    if (inbox.limit() < next + length + 2) {
      return Optional.empty();
    }
    inbox.position(next + length + 2);
    return Optional.of(Language.text(inbox, next, next + length));
  }

  private static int indexOfLineFeed(ByteBuffer inbox) {
    for (int i = inbox.position(); i < inbox.limit(); i++) {
      if (inbox.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }
}
