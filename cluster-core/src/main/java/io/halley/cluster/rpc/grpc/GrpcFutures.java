/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.StageFailures;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Between gRPC's futures and observers and the services' completion stages. */
final class GrpcFutures {
  private static final Logger LOG = System.getLogger(GrpcFutures.class.getName());

  private GrpcFutures() {}

  /** The answer of a call as a stage; a failure of gRPC ends it as unavailable. */
  static <A, B> CompletionStage<B> stage(
      String callee, ListenableFuture<A> call, Function<A, B> convert) {
    CompletableFuture<B> stage = new CompletableFuture<>();
    call.addListener(
        () -> {
          try {
            stage.complete(convert.apply(Futures.getDone(call)));
          } catch (ExecutionException e) {
            stage.completeExceptionally(unavailable(callee, Status.fromThrowable(e), e));
          } catch (RuntimeException e) {
            stage.completeExceptionally(e);
          }
        },
        MoreExecutors.directExecutor());
    return stage;
  }

  /** The end of a call whose answer says nothing. */
  static CompletionStage<Void> done(String callee, ListenableFuture<?> call) {
    CompletionStage<Boolean> answered = stage(callee, call, reply -> true);
    return answered.thenAccept(yes -> {});
  }

  /** Keys as they come over the wire. */
  static Set<Key> keys(List<String> names) {
    return names.stream().map(Key::new).collect(Collectors.toSet());
  }

  static Map<Key, Long> mids(Map<String, Long> mids) {
    return mids.entrySet().stream()
        .collect(Collectors.toMap(entry -> new Key(entry.getKey()), Map.Entry::getValue));
  }

  static Map<String, Long> names(Map<Key, Long> mids) {
    return mids.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().value(), Map.Entry::getValue));
  }

  /** Sends a stage's result, or its failure as an internal error with the failure's sentence. */
  static <A, B> void answer(
      CompletionStage<A> stage, Function<A, B> convert, StreamObserver<B> caller) {
    stage.whenComplete(
        (result, failure) -> {
          if (failure == null) {
            caller.onNext(convert.apply(result));
            caller.onCompleted();
          } else {
            Throwable cause = StageFailures.cause(failure);
            LOG.log(Level.DEBUG, "a call failed", cause);
            caller.onError(
                Status.INTERNAL
                    .withDescription(String.valueOf(cause.getMessage()))
                    .withCause(cause)
                    .asRuntimeException());
          }
        });
  }

  private static ServiceUnavailableException unavailable(
      String callee, Status status, ExecutionException failure) {
    String said = ": " + status.getCode() + reason(status);
    return switch (status.getCode()) {
      // the last is what calls get whose channel is closed
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          new ServiceUnavailableException(callee + " did not answer" + said, failure);
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          INTERNAL,
          DATA_LOSS,
          UNAUTHENTICATED ->
          ServiceUnavailableException.answered(callee + " could not do it" + said, failure);
      case UNIMPLEMENTED ->
          ServiceUnavailableException.answered(
              callee
                  + " is of another version of Halley, which does not know this call; update all"
                  + " nodes of the cluster to one version"
                  + said,
              failure);
    };
  }

  private static String reason(Status status) {
    return status.getDescription() == null ? "" : " (" + status.getDescription() + ")";
  }
}
