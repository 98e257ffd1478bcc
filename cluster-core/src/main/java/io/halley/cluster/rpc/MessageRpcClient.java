/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Channel;
import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.v1.AcknowledgeRequest;
import io.halley.cluster.rpc.v1.AddTokenReply;
import io.halley.cluster.rpc.v1.AddTokenRequest;
import io.halley.cluster.rpc.v1.DeleteRequest;
import io.halley.cluster.rpc.v1.FindAfterReply;
import io.halley.cluster.rpc.v1.FindAfterRequest;
import io.halley.cluster.rpc.v1.KeepRequest;
import io.halley.cluster.rpc.v1.MessageRpcGrpc;
import io.halley.cluster.rpc.v1.MessageRpcGrpc.MessageRpcFutureStub;
import io.halley.cluster.rpc.v1.RaiseMidCeilingReply;
import io.halley.cluster.rpc.v1.RaiseMidCeilingRequest;
import io.halley.cluster.rpc.v1.SaveRequest;
import io.halley.cluster.rpc.v1.UseTokenReply;
import io.halley.cluster.rpc.v1.UseTokenRequest;
import java.time.Duration;
import java.util.Collection;
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
    this.stub = MessageRpcGrpc.newFutureStub(channel).withInterceptors(new DetachedCalls());
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients) {
    SaveRequest.Builder request =
        SaveRequest.newBuilder()
            .setMessage(UnsafeByteOperations.unsafeWrap(message.utf8()))
            .setExpiresAt(expiresAt)
            .setPushId(pushId);
    for (Recipient recipient : recipients) {
      request
          .addRecipientsBuilder()
          .setKey(recipient.key().value())
          .setMid(recipient.mid())
          .setKnown(recipient.known());
    }
    return RpcStages.stage(
        CALLEE,
        call().save(request.build()),
        reply ->
            new SaveResult(
                RpcStages.keys(reply.getFailedKeysList()),
                reply.getConflictsList().stream().map(MessageRpcClient::conflict).toList()));
  }

  @Override
  public CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys) {
    KeepRequest.Builder request =
        KeepRequest.newBuilder()
            .setMessage(UnsafeByteOperations.unsafeWrap(message.utf8()))
            .setExpiresAt(expiresAt)
            .setPushId(pushId);
    keys.forEach(key -> request.addKeys(key.value()));
    return RpcStages.stage(
        CALLEE, call().keep(request.build()), reply -> PushDetails.read(reply.getKeptList()));
  }

  @Override
  public CompletionStage<Backlog> findAfter(Key key, long mid) {
    FindAfterRequest request =
        FindAfterRequest.newBuilder().setKey(key.value()).setMid(mid).build();
    return RpcStages.stage(CALLEE, call().findAfter(request), reply -> reply)
        .thenCompose(reply -> withMore(key, reply));
  }

  /**
   * The backlog of a reply and of those that follow it, each of which has a deadline of its own.
   */
  private CompletionStage<Backlog> withMore(Key key, FindAfterReply reply) {
    List<Message> found =
        reply.getMessagesList().stream()
            .map(m -> new Message(m.getMid(), Payload.ofUtf8(m.getMessage().toByteArray())))
            .toList();
    if (!reply.getMore() || found.isEmpty()) {
      return CompletableFuture.completedStage(new Backlog(found, reply.getComplete()));
    }
    return findAfter(key, found.get(found.size() - 1).mid())
        .thenApply(
            rest ->
                new Backlog(
                    Stream.concat(found.stream(), rest.messages().stream()).toList(),
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
    return RpcStages.done(CALLEE, call().acknowledge(request.build()));
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    DeleteRequest request = DeleteRequest.newBuilder().setKey(key.value()).build();
    return RpcStages.done(CALLEE, call().delete(request));
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    AddTokenRequest request =
        AddTokenRequest.newBuilder().setKey(key.value()).setToken(token).build();
    return RpcStages.stage(CALLEE, call().addToken(request), AddTokenReply::getAdded);
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    UseTokenRequest request =
        UseTokenRequest.newBuilder().setKey(key.value()).setToken(token).build();
    return RpcStages.stage(CALLEE, call().useToken(request), MessageRpcClient::check);
  }

  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    RaiseMidCeilingRequest request =
        RaiseMidCeilingRequest.newBuilder().setCeiling(ceiling).build();
    return RpcStages.stage(
        CALLEE, call().raiseMidCeiling(request), RaiseMidCeilingReply::getPrevious);
  }

  private static Conflict conflict(io.halley.cluster.rpc.v1.Conflict met) {
    Conflict.Kind kind =
        switch (met.getKind()) {
          case STALE -> Conflict.Kind.STALE;
          case REPEATED -> Conflict.Kind.REPEATED;
          case UNSEEN -> Conflict.Kind.UNSEEN;
          case UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalStateException(
                  "the message node answers in a newer version of the contract: " + met);
        };
    return new Conflict(new Key(met.getKey()), kind, met.getMid());
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
