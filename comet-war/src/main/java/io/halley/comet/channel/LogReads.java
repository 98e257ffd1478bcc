/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.MessageService;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Connection;
import io.halley.comet.connection.Delivery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the channels of a bucket read from logs. Safe for any thread; nothing blocks. */
final class LogReads {
  private static final Logger LOG = System.getLogger(LogReads.class.getName());

  private final Decisions decisions;
  private final BucketChannels channels;
  private final MessageService messages;
  private final OutageLog outage;

  LogReads(
      Decisions decisions, BucketChannels channels, MessageService messages, OutageLog outage) {
    this.decisions = decisions;
    this.channels = channels;
    this.messages = messages;
    this.outage = outage;
  }

  /** Reads what a connection that resumes lacks, and sends it; without it, it is closed. */
  void readBacklog(Key key, Replay joined, long after) {
    readBacklog(key, joined, after, false);
  }

  /**
   * @param isLast whether what is read is taken as it is: a log that has lost its end, as when a
   *     Redis failed over, would be read for ever
   */
  private void readBacklog(Key key, Replay joined, long after, boolean isLast) {
    var unused =
        after(key, after)
            .whenComplete(
                (backlog, failure) -> {
                  if (failure == null) {
                    decisions.decide(() -> hasRead(key, joined, after, isLast, backlog));
                  } else {
                    LOG.log(Level.DEBUG, () -> "no backlog: " + failure.getMessage());
                    joined.close(CloseReason.UNAVAILABLE);
                  }
                });
  }

  private void hasRead(Key key, Replay joined, long after, boolean isLast, Backlog backlog) {
    channels.raiseTo(backlog.head());
    Channel channel = channels.find(key);
    if (channel == null || !channel.has(joined)) {
      return; // it has left
    }
    if (channel.hasRead(backlog.head()) || isLast) {
      decisions.later(() -> Deliverer.guarded(joined, () -> joined.send(backlog)));
    } else {
      decisions.later(() -> readBacklog(key, joined, after, true));
    }
    channels.release(key, channel);
  }

  /**
   * Reads what the connections of a key lack; without it they are closed, to resume.
   *
   * @param after what they have
   * @param upTo the end of the hole
   */
  void readHole(Key key, long after, long upTo) {
    var unused =
        after(key, after)
            .whenComplete(
                (backlog, failure) -> {
                  if (failure != null) {
                    outage.failed(
                        () ->
                            "messages that connections lack were not read: "
                                + failure.getMessage());
                  }
                  decisions.decide(() -> fillHole(key, after, upTo, backlog));
                });
  }

  private void fillHole(Key key, long after, long upTo, @Nullable Backlog backlog) {
    // it is not idle while a hole is read
    Channel channel = Objects.requireNonNull(channels.find(key));
    Channel.Filling filling =
        channel.hasReadHole(backlog == null ? List.of() : backlog.messages(), upTo);
    if (backlog == null) {
      channels.closeAll(channel, CloseReason.MISSED);
    } else {
      channels.raiseTo(upTo);
      Connection[] connections = channel.connections();
      boolean isWhole = backlog.complete() && !filling.isLate();
      decisions.later(() -> fill(connections, after, upTo, isWhole, filling.messages()));
    }
    channels.release(key, channel);
  }

  private static void fill(
      Connection[] connections, long after, long upTo, boolean isWhole, List<Message> lacking) {
    if (!isWhole) {
      for (Connection connection : connections) {
        if (connection instanceof Replay resumed) {
          Deliverer.guarded(connection, () -> resumed.lacks(after, upTo));
        }
      }
    }
    lacking.forEach(message -> Deliverer.deliver(new Delivery(message), connections));
  }

  private CompletionStage<Backlog> after(Key key, long mid) {
    try {
      return messages.after(key, mid);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
