/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that has several addresses. Each call takes the first that is not known to be away, and
 * keeps to it: it is not repeated over another one, since it may have been carried out.
 */
final class FailoverChannel extends Channel {
  private final ChannelPool peers;
  private final List<String> addresses;

  FailoverChannel(ChannelPool peers, List<String> addresses) {
    this.peers = peers;
    this.addresses = List.copyOf(addresses);
  }

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    return peers
        .reached(addresses)
        .map(channel -> channel.newCall(method, options))
        .orElseGet(Nowhere::new);
  }

  @Override
  public String authority() {
    return String.join(",", addresses);
  }

  /** A call that has no way to go: there is no address, or this node is stopping. */
  private static final class Nowhere<Q, A> extends ClientCall<Q, A> {
    @Override
    public void start(Listener<A> listener, Metadata headers) {
      listener.onClose(Status.UNAVAILABLE.withDescription("there is no way to it"), new Metadata());
    }

    @Override
    public void request(int messages) {}

    @Override
    public void sendMessage(Q message) {}

    @Override
    public void halfClose() {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}
  }
}
