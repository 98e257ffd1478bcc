/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Lets every call look for the server anew. gRPC waits longer and longer between its attempts, up
 * to two minutes; in process an attempt costs no more than a look into a map, and a service that
 * was deployed late must not be missed for minutes.
 */
final class ImmediateReconnect implements ClientInterceptor {
  private volatile @Nullable ManagedChannel channel;

  /** Says which channel the calls go over; before that, they go as they are. */
  void watch(ManagedChannel channel) {
    this.channel = channel;
  }

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel next) {
    ManagedChannel watched = channel;
    if (watched != null && watched.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      watched.resetConnectBackoff();
    }
    return next.newCall(method, options);
  }
}
