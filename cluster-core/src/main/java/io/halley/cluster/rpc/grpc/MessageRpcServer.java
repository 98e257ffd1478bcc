/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
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
import io.halley.cluster.rpc.v1.AcknowledgeReply;
import io.halley.cluster.rpc.v1.AcknowledgeRequest;
import io.halley.cluster.rpc.v1.AddTokenReply;
import io.halley.cluster.rpc.v1.AddTokenRequest;
import io.halley.cluster.rpc.v1.AfterReply;
import io.halley.cluster.rpc.v1.AfterRequest;
import io.halley.cluster.rpc.v1.AppendReply;
import io.halley.cluster.rpc.v1.AppendRequest;
import io.halley.cluster.rpc.v1.DeleteReply;
import io.halley.cluster.rpc.v1.DeleteRequest;
import io.halley.cluster.rpc.v1.MessageRpcGrpc.MessageRpcImplBase;
import io.halley.cluster.rpc.v1.RaiseMidCeilingReply;
import io.halley.cluster.rpc.v1.RaiseMidCeilingRequest;
import io.halley.cluster.rpc.v1.UseTokenReply;
import io.halley.cluster.rpc.v1.UseTokenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Carries gRPC calls to a {@link MessageService}. */
public final class MessageRpcServer extends MessageRpcImplBase {
  /**
   * The bytes of messages after which a reply ends. It has one message at the least, and stays
   * within {@link NetworkRpc#MESSAGE_MAX_BYTES} whatever the longest body is.
   */
  static final int REPLY_BYTES = 8 << 20;

  private final MessageService messages;

  public MessageRpcServer(MessageService messages) {
    this.messages = messages;
  }

  @Override
  public void append(AppendRequest request, StreamObserver<AppendReply> caller) {
    LogEntry entry =
        new LogEntry(
            Payload.ofUtf8(request.getMessage().toByteArray()),
            request.getExpiresAt(),
            request.getPushId(),
            request.getAgain());
    List<AppendTarget> targets = new ArrayList<>(request.getKeysCount());
    for (int i = 0; i < request.getKeysCount(); i++) {
      targets.add(new AppendTarget(new Key(request.getKeys(i)), request.getAbove(i)));
    }
    GrpcFutures.answer(
        messages.append(entry, targets), appended -> reply(targets, appended), caller);
  }

  private static AppendReply reply(List<AppendTarget> targets, Map<Key, Appended> appended) {
    AppendReply.Builder reply = AppendReply.newBuilder();
    for (AppendTarget target : targets) {
      Appended each = appended.get(target.key());
      if (each != null && each.repeated()) {
        reply.addRepeatedAt(reply.getMidsCount());
      }
      reply.addMids(each == null ? 0 : each.mid()).addPrevious(each == null ? 0 : each.previous());
    }
    return reply.build();
  }

  @Override
  public void after(AfterRequest request, StreamObserver<AfterReply> caller) {
    GrpcFutures.answer(
        messages.after(new Key(request.getKey()), request.getMid()),
        MessageRpcServer::reply,
        caller);
  }

  @Override
  public void acknowledge(AcknowledgeRequest request, StreamObserver<AcknowledgeReply> caller) {
    GrpcFutures.answer(
        messages.acknowledge(
            request.getAcknowledgementsList().stream()
                .map(each -> new Acknowledgement(new Key(each.getKey()), each.getMid()))
                .toList()),
        done -> AcknowledgeReply.getDefaultInstance(),
        caller);
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<DeleteReply> caller) {
    GrpcFutures.answer(
        messages.delete(new Key(request.getKey())),
        done -> DeleteReply.getDefaultInstance(),
        caller);
  }

  @Override
  public void addToken(AddTokenRequest request, StreamObserver<AddTokenReply> caller) {
    GrpcFutures.answer(
        messages.addToken(new Key(request.getKey()), request.getToken()),
        added -> AddTokenReply.newBuilder().setAdded(added).build(),
        caller);
  }

  @Override
  public void useToken(UseTokenRequest request, StreamObserver<UseTokenReply> caller) {
    GrpcFutures.answer(
        messages.useToken(new Key(request.getKey()), request.getToken()),
        check -> UseTokenReply.newBuilder().setOutcome(outcome(check)).build(),
        caller);
  }

  @Override
  public void raiseMidCeiling(
      RaiseMidCeilingRequest request, StreamObserver<RaiseMidCeilingReply> caller) {
    GrpcFutures.answer(
        messages.raiseMidCeiling(request.getCeiling()),
        previous -> RaiseMidCeilingReply.newBuilder().setPrevious(previous).build(),
        caller);
  }

  private static AfterReply reply(Backlog found) {
    AfterReply.Builder reply =
        AfterReply.newBuilder().setHead(found.head()).setComplete(found.complete());
    long bytes = 0;
    for (Message message : found.messages()) {
      if (bytes > REPLY_BYTES) {
        return reply.setMore(true).setCompleteWithMore(found.complete()).setComplete(false).build();
      }
      bytes += message.payload().size();
      reply
          .addMessagesBuilder()
          .setMid(message.mid())
          .setMessage(UnsafeByteOperations.unsafeWrap(message.payload().utf8()));
    }
    return reply.build();
  }

  private static UseTokenReply.Outcome outcome(TokenCheck check) {
    return switch (check) {
      case VALID -> UseTokenReply.Outcome.VALID;
      case INVALID -> UseTokenReply.Outcome.INVALID;
      case NO_CHANNEL -> UseTokenReply.Outcome.NO_CHANNEL;
    };
  }
}
