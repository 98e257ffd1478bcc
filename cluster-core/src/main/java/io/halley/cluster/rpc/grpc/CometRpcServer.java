/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.stub.StreamObserver;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.rpc.v1.AddTokenReply;
import io.halley.cluster.rpc.v1.AddTokenRequest;
import io.halley.cluster.rpc.v1.AdoptReply;
import io.halley.cluster.rpc.v1.AdoptRequest;
import io.halley.cluster.rpc.v1.AppendedReply;
import io.halley.cluster.rpc.v1.AppendedRequest;
import io.halley.cluster.rpc.v1.CometRpcGrpc.CometRpcImplBase;
import io.halley.cluster.rpc.v1.CometStatReply;
import io.halley.cluster.rpc.v1.CometStatRequest;
import io.halley.cluster.rpc.v1.PushReply;
import io.halley.cluster.rpc.v1.PushRequest;
import io.halley.cluster.view.ClusterViewJson;

/** Carries gRPC calls to a {@link CometService}. */
public final class CometRpcServer extends CometRpcImplBase {
  private final CometService comet;

  public CometRpcServer(CometService comet) {
    this.comet = comet;
  }

  @Override
  public void push(PushRequest request, StreamObserver<PushReply> caller) {
    GrpcFutures.answer(
        comet.push(
            new Push(
                Payload.ofUtf8(request.getMessage().toByteArray()),
                request.getExpireSeconds(),
                request.getPushId(),
                request.getDetailed()),
            request.getKeysList().stream().map(Key::new).toList()),
        CometRpcServer::reply,
        caller);
  }

  @Override
  public void appended(AppendedRequest request, StreamObserver<AppendedReply> caller) {
    GrpcFutures.answer(
        comet.appended(GrpcFutures.mids(request.getMidsMap())),
        moved ->
            AppendedReply.newBuilder()
                .addAllMovedKeys(moved.stream().map(Key::value).toList())
                .build(),
        caller);
  }

  @Override
  public void adopt(AdoptRequest request, StreamObserver<AdoptReply> caller) {
    GrpcFutures.answer(
        comet.adopt(ClusterViewJson.read(request.getView())),
        done -> AdoptReply.getDefaultInstance(),
        caller);
  }

  @Override
  public void addToken(AddTokenRequest request, StreamObserver<AddTokenReply> caller) {
    GrpcFutures.answer(
        comet.addToken(new Key(request.getKey()), request.getToken()),
        added -> AddTokenReply.newBuilder().setAdded(added).build(),
        caller);
  }

  @Override
  public void stat(CometStatRequest request, StreamObserver<CometStatReply> caller) {
    if (request.getKey().isEmpty()) {
      GrpcFutures.answer(comet.stat(), CometRpcServer::reply, caller);
    } else {
      GrpcFutures.answer(
          comet.connections(new Key(request.getKey())),
          connections -> CometStatReply.newBuilder().setKeyConnections(connections).build(),
          caller);
    }
  }

  private static PushReply reply(PushResult result) {
    PushReply.Builder reply = PushReply.newBuilder();
    result.failed().forEach(key -> reply.addFailedKeys(key.value()));
    result.moved().forEach(key -> reply.addMovedKeys(key.value()));
    return reply
        .addAllDetails(PushDetails.write(result.details()))
        .putAllLeftMids(GrpcFutures.names(result.left()))
        .build();
  }

  private static CometStatReply reply(CometStat stat) {
    return CometStatReply.newBuilder()
        .setChannelAccess(stat.channelAccess())
        .setChannelCreate(stat.channelCreate())
        .setChannelDelete(stat.channelDelete())
        .setChannelCurrent(stat.channelCurrent())
        .setConnectionAdd(stat.connectionAdd())
        .setConnectionRemove(stat.connectionRemove())
        .setConnectionCurrent(stat.connectionCurrent())
        .setMessageSucceed(stat.messageSucceed())
        .setMessageFailed(stat.messageFailed())
        .putAllClosed(stat.closed())
        .putAllDropped(stat.dropped())
        .build();
  }
}
