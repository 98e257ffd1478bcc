/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.v1.AcknowledgeReply;
import io.halley.cluster.rpc.v1.AcknowledgeRequest;
import io.halley.cluster.rpc.v1.AddTokenReply;
import io.halley.cluster.rpc.v1.AddTokenRequest;
import io.halley.cluster.rpc.v1.DeleteReply;
import io.halley.cluster.rpc.v1.DeleteRequest;
import io.halley.cluster.rpc.v1.FindAfterReply;
import io.halley.cluster.rpc.v1.FindAfterRequest;
import io.halley.cluster.rpc.v1.KeepReply;
import io.halley.cluster.rpc.v1.KeepRequest;
import io.halley.cluster.rpc.v1.MessageRpcGrpc.MessageRpcImplBase;
import io.halley.cluster.rpc.v1.RaiseMidCeilingReply;
import io.halley.cluster.rpc.v1.RaiseMidCeilingRequest;
import io.halley.cluster.rpc.v1.SaveReply;
import io.halley.cluster.rpc.v1.SaveRequest;
import io.halley.cluster.rpc.v1.UseTokenReply;
import io.halley.cluster.rpc.v1.UseTokenRequest;

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
  public void save(SaveRequest request, StreamObserver<SaveReply> caller) {
    RpcStages.answer(
        messages.save(
            Payload.ofUtf8(request.getMessage().toByteArray()),
            request.getExpiresAt(),
            request.getPushId(),
            request.getRecipientsList().stream()
                .map(to -> new Recipient(new Key(to.getKey()), to.getMid(), to.getKnown()))
                .toList()),
        MessageRpcServer::reply,
        caller);
  }

  @Override
  public void keep(KeepRequest request, StreamObserver<KeepReply> caller) {
    RpcStages.answer(
        messages.keep(
            Payload.ofUtf8(request.getMessage().toByteArray()),
            request.getExpiresAt(),
            request.getPushId(),
            request.getKeysList().stream().map(Key::new).toList()),
        kept -> KeepReply.newBuilder().addAllKept(PushDetails.write(kept)).build(),
        caller);
  }

  @Override
  public void findAfter(FindAfterRequest request, StreamObserver<FindAfterReply> caller) {
    RpcStages.answer(
        messages.findAfter(new Key(request.getKey()), request.getMid()),
        MessageRpcServer::reply,
        caller);
  }

  @Override
  public void acknowledge(AcknowledgeRequest request, StreamObserver<AcknowledgeReply> caller) {
    RpcStages.answer(
        messages.acknowledge(
            request.getAcknowledgementsList().stream()
                .map(each -> new Acknowledgement(new Key(each.getKey()), each.getMid()))
                .toList()),
        done -> AcknowledgeReply.getDefaultInstance(),
        caller);
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<DeleteReply> caller) {
    RpcStages.answer(
        messages.delete(new Key(request.getKey())),
        done -> DeleteReply.getDefaultInstance(),
        caller);
  }

  @Override
  public void addToken(AddTokenRequest request, StreamObserver<AddTokenReply> caller) {
    RpcStages.answer(
        messages.addToken(new Key(request.getKey()), request.getToken()),
        added -> AddTokenReply.newBuilder().setAdded(added).build(),
        caller);
  }

  @Override
  public void useToken(UseTokenRequest request, StreamObserver<UseTokenReply> caller) {
    RpcStages.answer(
        messages.useToken(new Key(request.getKey()), request.getToken()),
        check -> UseTokenReply.newBuilder().setOutcome(outcome(check)).build(),
        caller);
  }

  @Override
  public void raiseMidCeiling(
      RaiseMidCeilingRequest request, StreamObserver<RaiseMidCeilingReply> caller) {
    RpcStages.answer(
        messages.raiseMidCeiling(request.getCeiling()),
        previous -> RaiseMidCeilingReply.newBuilder().setPrevious(previous).build(),
        caller);
  }

  private static SaveReply reply(SaveResult result) {
    SaveReply.Builder reply = SaveReply.newBuilder();
    result.failed().forEach(key -> reply.addFailedKeys(key.value()));
    for (Conflict conflict : result.conflicts()) {
      reply
          .addConflictsBuilder()
          .setKey(conflict.key().value())
          .setKind(kind(conflict.kind()))
          .setMid(conflict.mid());
    }
    return reply.build();
  }

  private static io.halley.cluster.rpc.v1.Conflict.Kind kind(Conflict.Kind kind) {
    return switch (kind) {
      case STALE -> io.halley.cluster.rpc.v1.Conflict.Kind.STALE;
      case REPEATED -> io.halley.cluster.rpc.v1.Conflict.Kind.REPEATED;
      case UNSEEN -> io.halley.cluster.rpc.v1.Conflict.Kind.UNSEEN;
    };
  }

  private static FindAfterReply reply(Backlog found) {
    FindAfterReply.Builder reply = FindAfterReply.newBuilder().setComplete(found.complete());
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
