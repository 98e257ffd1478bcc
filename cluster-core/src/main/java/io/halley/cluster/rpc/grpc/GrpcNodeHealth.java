/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Asks nodes for their health, by gRPC's own service for that. Safe for any thread. */
public final class GrpcNodeHealth {
  private static final Logger LOG = System.getLogger(GrpcNodeHealth.class.getName());
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final ChannelPool peers;

  public GrpcNodeHealth(ChannelPool peers) {
    this.peers = peers;
  }

  /**
   * Whether the node at an address says that it serves. The stage never fails: a node that does not
   * answer within a second, or refuses, does not serve. It ends on a thread that must not be
   * blocked.
   *
   * @param rpcAddress {@code host:port}
   */
  public CompletionStage<Boolean> isServing(String rpcAddress) {
    HealthGrpc.HealthFutureStub stub =
        HealthGrpc.newFutureStub(new FailoverChannel(peers, List.of(rpcAddress)))
            .withInterceptors(new RootContextInterceptor())
            .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    return GrpcFutures.stage(
            rpcAddress,
            stub.check(HealthCheckRequest.getDefaultInstance()),
            reply -> reply.getStatus() == ServingStatus.SERVING)
        .exceptionally(
            failure -> {
              LOG.log(Level.DEBUG, "{0} does not serve: {1}", rpcAddress, failure.getMessage());
              return false;
            });
  }
}
