/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.PushResult;
import io.halley.comet.connection.Delivery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Pushes to keys of one bucket: a message goes to the log of each key, and when that has answered
 * to the key's channel. Safe for any thread; nothing blocks.
 */
final class BucketPushes {
  private final Decisions decisions;
  private final BucketChannels channels;
  private final Ownership ownership;
  private final int pendingPerKey;
  private final MessageService messages;
  private final OutageLog outage;

  /**
   * @param pendingPerKey how many pushes may wait in a channel
   */
  BucketPushes(
      Decisions decisions,
      BucketChannels channels,
      Ownership ownership,
      int pendingPerKey,
      MessageService messages,
      OutageLog outage) {
    this.decisions = decisions;
    this.channels = channels;
    this.ownership = ownership;
    this.pendingPerKey = pendingPerKey;
    this.messages = messages;
    this.outage = outage;
  }

  /**
   * Pushes a batch's message.
   *
   * @return a stage that always ends normally
   */
  CompletionStage<PushResult> push(PushBatch batch, List<Key> keys) {
    BucketPush push = new BucketPush(batch);
    return decisions
        .decide(() -> batch.isRecorded() ? append(push, keys) : deliver(push, keys))
        .thenCompose(done -> push.result());
  }

  /** What is not appended gets its mid here, but where the log is just about to number others. */
  private CompletionStage<Void> deliver(BucketPush push, List<Key> keys) {
    Delivery delivery = push.batch.above(channels.lastMid());
    channels.raiseTo(delivery.mid());
    for (Key key : keys) {
      Channel channel = channels.found(key);
      if (!ownership.owns(key)) {
        push.moved(key);
      } else if (channel == null) {
        push.unheard(key, delivery.mid());
      } else if (channel.waiting() >= pendingPerKey) {
        push.failed(key);
      } else if (channel.isAppending()) {
        enqueue(push, key, channel);
      } else {
        Pending pending = pending(push, key, channel);
        long mid = Math.max(delivery.mid(), above(channel));
        pending.numbered(
            mid == delivery.mid() ? delivery : push.batch.at(mid), channel.lastWaiting());
        channel.enqueue(pending);
        channels.release(key, channel);
      }
    }
    // the node has taken it, whatever its logs say
    var unused = begin(push);
    return CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> append(BucketPush push, List<Key> keys) {
    for (Key key : keys) {
      if (!ownership.owns(key)) {
        push.moved(key);
        continue;
      }
      Channel channel = channels.of(key);
      if (channel.waiting() < pendingPerKey) {
        enqueue(push, key, channel);
      } else {
        push.failed(key);
      }
    }
    return begin(push);
  }

  private void enqueue(BucketPush push, Key key, Channel channel) {
    Pending pending = pending(push, key, channel);
    channel.enqueue(pending);
    push.add(key, pending);
  }

  private Pending pending(BucketPush push, Key key, Channel channel) {
    return push.pending(key, Math.max(channels.lastGiven(), channel.top()));
  }

  /** The first mid above all of a channel, whose log may be ahead of what this node follows. */
  private static long above(Channel channel) {
    long top = channel.top();
    return top < 0 ? 0 : Mid.after(top);
  }

  private CompletionStage<Void> begin(BucketPush push) {
    if (push.entries.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> settled = new CompletableFuture<>();
    decisions.later(
        () -> {
          var unused =
              push.append(messages)
                  .handle(
                      (appended, failure) -> {
                        note(failure);
                        Map<Key, Appended> answers = failure == null ? appended : Map.of();
                        decisions.decide(() -> settle(push, answers));
                        return settled.complete(null);
                      });
        });
    return settled;
  }

  /** A message service that is away fails every message; that is told of once an outage. */
  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      outage.worked();
    } else {
      outage.failed(() -> "messages were not appended: " + failure.getMessage());
    }
  }

  private void settle(BucketPush push, Map<Key, Appended> answers) {
    answers.values().forEach(answer -> channels.raiseTo(answer.mid()));
    for (BucketPush.Entry each : push.entries) {
      Key key = each.key();
      // it is not idle while anything waits
      Channel channel = Objects.requireNonNull(channels.find(key));
      settle(push, each, channel, answers.get(key));
      numberPostponed(channel);
      channels.release(key, channel);
    }
  }

  private void settle(
      BucketPush push, BucketPush.Entry of, Channel channel, @Nullable Appended answer) {
    if (answer != null) {
      if (push.batch.isStored() && !ownership.owns(of.key())) {
        push.left(of.key(), answer.mid());
      }
      of.pending().answered(answer, push.batch.at(answer.mid()));
    } else if (push.batch.isRecorded()) {
      push.failed(of.key());
      channel.failed(of.pending());
    } else {
      of.pending().postpone();
    }
  }

  /** Numbers what the log did not, once it is not about to number others. */
  private void numberPostponed(Channel channel) {
    for (Pending pending : channel.dueToNumber()) {
      long mid = Math.max(channels.nextMid(), above(channel));
      Delivery delivery = new Delivery(new Message(mid, pending.payload()));
      pending.numbered(delivery, channel.lastWaiting());
    }
  }
}
