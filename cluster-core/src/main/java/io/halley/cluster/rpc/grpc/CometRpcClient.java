/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.v1.AddTokenReply;
import io.halley.cluster.rpc.v1.AddTokenRequest;
import io.halley.cluster.rpc.v1.AdoptRequest;
import io.halley.cluster.rpc.v1.AppendedRequest;
import io.halley.cluster.rpc.v1.CometRpcGrpc;
import io.halley.cluster.rpc.v1.CometRpcGrpc.CometRpcFutureStub;
import io.halley.cluster.rpc.v1.CometStatReply;
import io.halley.cluster.rpc.v1.CometStatRequest;
import io.halley.cluster.rpc.v1.PushRequest;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.ClusterViewJson;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A {@link CometService} on the other end of a gRPC channel, which its caller closes. */
public final class CometRpcClient implements CometService {
  private static final String CALLEE = "the comet node";

  private final CometRpcFutureStub stub;
  private final Duration deadline;

  /**
   * @param deadline bound on every call
   */
  public CometRpcClient(Channel channel, Duration deadline) {
    this.stub = CometRpcGrpc.newFutureStub(channel).withInterceptors(new RootContextInterceptor());
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    PushRequest.Builder request =
        PushRequest.newBuilder()
            .setMessage(UnsafeByteOperations.unsafeWrap(push.message().utf8()))
            .setExpireSeconds(push.expireSeconds())
            .setPushId(push.id())
            .setDetailed(push.detailed());
    keys.forEach(key -> request.addKeys(key.value()));
    return GrpcFutures.stage(
        CALLEE,
        call().push(request.build()),
        reply ->
            new PushResult(
                GrpcFutures.keys(reply.getFailedKeysList()),
                GrpcFutures.keys(reply.getMovedKeysList()),
                PushDetails.read(reply.getDetailsList()),
                GrpcFutures.mids(reply.getLeftMidsMap())));
  }

  @Override
  public CompletionStage<Set<Key>> appended(Map<Key, Long> mids) {
    AppendedRequest request =
        AppendedRequest.newBuilder().putAllMids(GrpcFutures.names(mids)).build();
    return GrpcFutures.stage(
        CALLEE, call().appended(request), reply -> GrpcFutures.keys(reply.getMovedKeysList()));
  }

  @Override
  public CompletionStage<Void> adopt(ClusterView view) {
    AdoptRequest request = AdoptRequest.newBuilder().setView(ClusterViewJson.write(view)).build();
    return GrpcFutures.done(CALLEE, call().adopt(request));
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    AddTokenRequest request =
        AddTokenRequest.newBuilder().setKey(key.value()).setToken(token).build();
    return GrpcFutures.stage(CALLEE, call().addToken(request), AddTokenReply::getAdded);
  }

  @Override
  public CompletionStage<CometStat> stat() {
    return GrpcFutures.stage(
        CALLEE,
        call().stat(CometStatRequest.getDefaultInstance()),
        reply ->
            new CometStat(
                reply.getChannelAccess(),
                reply.getChannelCreate(),
                reply.getChannelDelete(),
                reply.getChannelCurrent(),
                reply.getConnectionAdd(),
                reply.getConnectionRemove(),
                reply.getConnectionCurrent(),
                reply.getMessageSucceed(),
                reply.getMessageFailed(),
                reply.getClosedMap(),
                reply.getDroppedMap()));
  }

  @Override
  public CompletionStage<Long> connections(Key key) {
    CometStatRequest request = CometStatRequest.newBuilder().setKey(key.value()).build();
    return GrpcFutures.stage(CALLEE, call().stat(request), CometStatReply::getKeyConnections);
  }

  private CometRpcFutureStub call() {
    return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }
}
