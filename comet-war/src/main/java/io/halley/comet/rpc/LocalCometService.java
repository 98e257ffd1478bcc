/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.KeyHandover;
import io.halley.comet.connection.ConnectionCounters;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** This node's channels as a service. Safe for any thread; nothing blocks. */
public final class LocalCometService implements CometService {
  private final ChannelDirectory channels;
  private final KeyHandover moves;
  private final MessageService messages;
  private final ConnectionCounters connections;

  public LocalCometService(
      ChannelDirectory channels,
      KeyHandover moves,
      MessageService messages,
      ConnectionCounters connections) {
    this.channels = channels;
    this.moves = moves;
    this.messages = messages;
    this.connections = connections;
  }

  @Override
  public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    return channels.push(push, keys);
  }

  @Override
  public CompletionStage<Set<Key>> appended(Map<Key, Long> mids) {
    return CompletableFuture.completedStage(channels.appended(mids));
  }

  @Override
  public CompletionStage<Void> adopt(ClusterView view) {
    moves.adopt(view);
    return CompletableFuture.completedStage(null);
  }

  /** Tokens are the message service's, so that they outlive the node; a channel needs no more. */
  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return messages.addToken(key, token);
  }

  @Override
  public CompletionStage<CometStat> stat() {
    return CompletableFuture.completedStage(
        channels.counters().snapshot().with(connections.closed(), connections.dropped()));
  }

  @Override
  public CompletionStage<Long> connections(Key key) {
    return CompletableFuture.completedStage((long) channels.connections(key));
  }
}
