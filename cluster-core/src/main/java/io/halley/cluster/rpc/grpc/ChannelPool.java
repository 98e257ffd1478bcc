/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.view.CometNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The other nodes, by the addresses of their RPC ports: one channel each, opened with the first
 * call, kept until {@link #retain} or {@link #close}. Services of a node that is reached no more
 * stay usable: their calls fail, or open the channel anew. Safe for any thread.
 */
public final class ChannelPool implements AutoCloseable {
  private final NetworkRpc rpc;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * @param rpc is left open
   */
  public ChannelPool(NetworkRpc rpc) {
    this.rpc = rpc;
  }

  /**
   * The comet service of a node, over the first of its RPC addresses that is not known to be away.
   *
   * @param deadline bound on every call
   */
  public CometService comet(CometNode node, Duration deadline) {
    return new CometRpcClient(new FailoverChannel(this, node.rpc()), deadline);
  }

  /**
   * The message service at the first of these addresses that is not known to be away.
   *
   * @param addresses {@code host:port} each
   * @param deadline bound on every call
   */
  public MessageService messages(List<String> addresses, Duration deadline) {
    return new MessageRpcClient(new FailoverChannel(this, addresses), deadline);
  }

  /**
   * Closes the channels to all other addresses, without waiting: calls under way may end.
   *
   * @param addresses of all nodes that somebody here knows of
   */
  public void retain(Set<String> addresses) {
    channels.forEach(
        (address, channel) -> {
          if (!addresses.contains(address) && channels.remove(address, channel)) {
            channel.shutdown();
          }
        });
  }

  /**
   * Closes all channels: calls under way may end for some seconds, then they are cut. Later calls
   * fail.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    NetworkRpc.stop(channels.values());
    channels.clear();
  }

  /** The way to the first address that is not known to be away, or else to the first; if any. */
  Optional<Channel> reached(List<String> addresses) {
    Optional<Channel> first = Optional.empty();
    for (String address : addresses) {
      Optional<ManagedChannel> channel = channel(address);
      if (channel.isPresent()
          && channel.get().getState(false) != ConnectivityState.TRANSIENT_FAILURE) {
        return Optional.of(channel.get());
      }
      first = first.isPresent() ? first : channel.map(c -> c);
    }
    return first;
  }

  private Optional<ManagedChannel> channel(String address) {
    ManagedChannel open = channels.get(address);
    return open == null ? open(address) : Optional.of(open);
  }

  private synchronized Optional<ManagedChannel> open(String address) {
    return closed ? Optional.empty() : Optional.of(channels.computeIfAbsent(address, rpc::connect));
  }
}
