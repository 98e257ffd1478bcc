/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.comet.connection.Delivery;
import io.halley.comet.connection.Frame;
import io.halley.comet.connection.Framing;
import io.halley.comet.connection.MessageFormat;
import io.halley.comet.connection.RecordingConnection;
import io.halley.testkit.message.InMemoryMessageService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The channels that actors race on: one bucket, so that all meet under one lock. */
final class RaceNode {
  static final Key KEY = new Key("alice");
  static final Key OTHER_KEY = new Key("bob");
  private static final CometNode SELF = CometNode.alone("a", List.of(), List.of());
  private static final CometNode OTHER = CometNode.alone("b", List.of(), List.of());

  final InMemoryMessageService stored = new InMemoryMessageService(Clock.systemUTC());
  final ChannelDirectory channels;

  RaceNode() {
    channels = channels(stored);
  }

  /**
   * @param messages asked instead of a store that answers at once
   */
  RaceNode(MessageService messages) {
    channels = channels(messages);
  }

  private static ChannelDirectory channels(MessageService messages) {
    Ownership ownership = new Ownership(SELF);
    ChannelDirectory channels =
        new ChannelDirectory(
            1,
            new ChannelLimits(4, 16, Duration.ofSeconds(5)),
            ownership,
            new MidClock(Clock.systemUTC()),
            messages,
            Clock.systemUTC());
    channels.adopt(new ClusterView(1, List.of(SELF)));
    return channels;
  }

  /** All keys go to another node; what is to be done for those who are connected. */
  List<Runnable> moveAway() {
    return channels.adopt(new ClusterView(2, List.of(OTHER)));
  }

  CompletableFuture<PushResult> push(String json, long expireSeconds, Key... keys) {
    return channels
        .push(new Push(Payload.of(json), expireSeconds, PushIds.random()), List.of(keys))
        .toCompletableFuture();
  }

  /** What a connection was sent: replies, without a plus sign, and the bodies of messages. */
  static String sent(RecordingConnection connection) {
    return connection.frames().stream().map(RaceNode::text).collect(Collectors.joining(" "));
  }

  /** Whether ids rise. */
  static boolean isInOrder(RecordingConnection connection) {
    List<Long> mids = connection.mids();
    return mids.equals(mids.stream().sorted().distinct().toList());
  }

  private static String text(Frame frame) {
    String text = new String(frame.bytes(Framing.NONE, MessageFormat.VALUE), US_ASCII).strip();
    return frame instanceof Delivery
        ? text.substring("{\"msg\":".length(), text.indexOf(','))
        : text.replace("+", "");
  }
}
