/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.rpc.v1.AcknowledgeRequest;
import io.halley.cluster.rpc.v1.AddTokenReply;
import io.halley.cluster.rpc.v1.AddTokenRequest;
import io.halley.cluster.rpc.v1.AfterReply;
import io.halley.cluster.rpc.v1.AfterRequest;
import io.halley.cluster.rpc.v1.AppendReply;
import io.halley.cluster.rpc.v1.AppendRequest;
import io.halley.cluster.rpc.v1.DeleteRequest;
import io.halley.cluster.rpc.v1.MessageRpcGrpc;
import io.halley.cluster.rpc.v1.MessageRpcGrpc.MessageRpcFutureStub;
import io.halley.cluster.rpc.v1.RaiseMidCeilingReply;
import io.halley.cluster.rpc.v1.RaiseMidCeilingRequest;
import io.halley.cluster.rpc.v1.UseTokenReply;
import io.halley.cluster.rpc.v1.UseTokenRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link MessageService} on the other end of a gRPC channel, which its caller closes. */
public final class MessageRpcClient implements MessageService {
  private static final String CALLEE = "the message node";

  private final MessageRpcFutureStub stub;
  private final Duration deadline;

  /**
   * @param deadline bound on every call
   */
  public MessageRpcClient(Channel channel, Duration deadline) {
    this.stub =
        MessageRpcGrpc.newFutureStub(channel).withInterceptors(new RootContextInterceptor());
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    AppendRequest.Builder request =
        AppendRequest.newBuilder()
            .setMessage(UnsafeByteOperations.unsafeWrap(entry.payload().utf8()))
            .setExpiresAt(entry.expiresAt())
            .setPushId(entry.pushId())
            .setAgain(entry.again());
    for (AppendTarget target : targets) {
      request.addKeys(target.key().value()).addAbove(target.above());
    }
    return GrpcFutures.stage(
        CALLEE, call().append(request.build()), reply -> appended(targets, reply));
  }

  private static Map<Key, Appended> appended(List<AppendTarget> targets, AppendReply reply) {
    if (reply.getMidsCount() != targets.size() || reply.getPreviousCount() != targets.size()) {
      throw new IllegalStateException(
          "the message node answered " + reply.getMidsCount() + " keys of " + targets.size());
    }
    Map<Key, Appended> appended = new HashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      if (reply.getMids(i) != 0) {
        appended.put(targets.get(i).key(), Appended.after(reply.getPrevious(i), reply.getMids(i)));
      }
    }
    for (int place : reply.getRepeatedAtList()) {
      appended.put(targets.get(place).key(), Appended.repeated(reply.getMids(place)));
    }
    return appended;
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    AfterRequest request = AfterRequest.newBuilder().setKey(key.value()).setMid(mid).build();
    return GrpcFutures.stage(CALLEE, call().after(request), reply -> reply)
        .thenCompose(reply -> withMore(key, reply));
  }

  /**
   * The backlog of a reply and of those that follow it, each of which has a deadline of its own.
   */
  private CompletionStage<Backlog> withMore(Key key, AfterReply reply) {
    List<Message> found =
        reply.getMessagesList().stream()
            .map(m -> new Message(m.getMid(), Payload.ofUtf8(m.getMessage().toByteArray())))
            .toList();
    if (!reply.getMore() || found.isEmpty()) {
      return CompletableFuture.completedStage(
          new Backlog(found, reply.getHead(), reply.getComplete()));
    }
    return after(key, found.get(found.size() - 1).mid())
        .thenApply(
            rest ->
                new Backlog(
                    Stream.concat(found.stream(), rest.messages().stream()).toList(),
                    rest.head(),
                    reply.getCompleteWithMore() && rest.complete()));
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    AcknowledgeRequest.Builder request = AcknowledgeRequest.newBuilder();
    for (Acknowledgement acknowledged : batch) {
      request
          .addAcknowledgementsBuilder()
          .setKey(acknowledged.key().value())
          .setMid(acknowledged.mid());
    }
    return GrpcFutures.done(CALLEE, call().acknowledge(request.build()));
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    DeleteRequest request = DeleteRequest.newBuilder().setKey(key.value()).build();
    return GrpcFutures.done(CALLEE, call().delete(request));
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    AddTokenRequest request =
        AddTokenRequest.newBuilder().setKey(key.value()).setToken(token).build();
    return GrpcFutures.stage(CALLEE, call().addToken(request), AddTokenReply::getAdded);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    UseTokenRequest request =
        UseTokenRequest.newBuilder().setKey(key.value()).setToken(token).build();
    return GrpcFutures.stage(CALLEE, call().useToken(request), MessageRpcClient::check);
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    RaiseMidCeilingRequest request =
        RaiseMidCeilingRequest.newBuilder().setCeiling(ceiling).build();
    return GrpcFutures.stage(
        CALLEE, call().raiseMidCeiling(request), RaiseMidCeilingReply::getPrevious);
  }

  private static TokenCheck check(UseTokenReply reply) {
    return switch (reply.getOutcome()) {
      case VALID -> TokenCheck.VALID;
      case NO_CHANNEL -> TokenCheck.NO_CHANNEL;
      // what this version does not know is not let in
      case INVALID, UNSPECIFIED, UNRECOGNIZED -> TokenCheck.INVALID;
    };
  }

  private MessageRpcFutureStub call() {
    return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }
}
