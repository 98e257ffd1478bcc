/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Key;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.connection.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client that follows the protocol: it remembers the last mid that it read, comes back with it,
 * and takes note of gaps. For one thread.
 */
final class HistoryClient {
  /**
   * A gap that the client was told of.
   *
   * @param after the last mid that it had
   * @param upTo the last mid that may be missing because of it
   * @param isTrue whether anything in between was removed from the store, or from the queue
   */
  record Gap(long after, long upTo, boolean isTrue) {}

  final String name;
  final TreeMap<Long, Integer> read = new TreeMap<>();
  final List<Gap> gaps = new ArrayList<>();
  private final Key key;
  private final HistoryStore store;
  private final QueueBounds bounds;
  private final List<String> story;
  private @Nullable QueuedConnection connection;
  private @Nullable ChannelDirectory node;
  private boolean isResumed;

  /** A gap in the queue whose end is not known before the next message. */
  private boolean isGapOpen;

  HistoryClient(String name, Key key, HistoryStore store, QueueBounds bounds, List<String> story) {
    this.name = name;
    this.key = key;
    this.store = store;
    this.bounds = bounds;
    this.story = story;
  }

  long lastMid() {
    return read.isEmpty() ? 0 : read.lastKey();
  }

  boolean isConnected() {
    return connection != null && connection.closed == null;
  }

  void comeTo(ChannelDirectory to) {
    leave();
    QueuedConnection fresh = new QueuedConnection(bounds, () -> store.head(key));
    JoinResult joined = to.resume(key, fresh, lastMid());
    tell("comes with " + lastMid() + ": " + joined);
    if (joined == JoinResult.JOINED) {
      connection = fresh;
      node = to;
      isResumed = false;
    }
  }

  /** Goes; what it did not read is gone. */
  void leave() {
    QueuedConnection left = connection;
    if (left != null && node != null) {
      tell(left.closed == null ? "goes" : "was closed: " + left.closed);
      left.close(CloseReason.CLIENT_LEFT);
      node.unsubscribe(key, left);
      closeGap(left.offered.isEmpty() ? lastMid() : left.offered.last());
    }
    connection = null;
  }

  /** Reads a frame; false if there is none. */
  boolean read() {
    Frame frame = connection == null ? null : connection.read();
    if (frame instanceof Delivery delivery) {
      closeGap(delivery.mid() - 1);
      int number = number(delivery);
      tell("reads message " + number + " with " + delivery.mid());
      if (delivery.mid() <= lastMid()) {
        throw new AssertionError(name + " read " + delivery.mid() + " after " + lastMid());
      }
      read.put(delivery.mid(), number);
    } else if (frame == Reply.GAP) {
      tell("is told of a gap after " + lastMid());
      @Nullable Long hole = Objects.requireNonNull(connection).holes.poll();
      if (isResumed && hole != null) {
        // where in the hole they are missing, nobody knows
        gaps.add(
            new Gap(
                lastMid(),
                hole,
                connection.offersMoreThan(lastMid(), hole)
                    || store.lacksAny(key, lastMid(), hole)));
      } else if (isResumed) {
        isGapOpen = true;
      } else {
        gaps.add(
            new Gap(lastMid(), connection.headWhenResumed, store.lacksAnyAfter(key, lastMid())));
      }
      isResumed = true;
    } else if (frame == Reply.RESUMED) {
      isResumed = true;
    }
    return frame != null;
  }

  void acknowledge() {
    if (lastMid() > 0) {
      tell("acknowledges " + lastMid());
      store.acknowledge(List.of(new Acknowledgement(key, lastMid()))).toCompletableFuture().join();
    }
  }

  private void closeGap(long upTo) {
    if (isGapOpen) {
      isGapOpen = false;
      gaps.add(
          new Gap(
              lastMid(),
              upTo,
              (connection != null && connection.offersMoreThan(lastMid(), upTo))
                  || store.lacksAny(key, lastMid(), upTo)));
    }
  }

  private void tell(String what) {
    story.add(name + " " + what);
  }

  private static int number(Delivery delivery) {
    String json = new String(delivery.bytes(Framing.NONE, MessageFormat.VALUE), UTF_8);
    return Integer.parseInt(json.substring("{\"msg\":".length(), json.indexOf(',')));
  }
}
