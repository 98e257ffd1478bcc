/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.halley.cluster.rpc.v1.MessageRpcGrpc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventLoopInterceptorTest {
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final List<String> steps = new ArrayList<>();

  /** A channel that notes what is asked of it. */
  private final class Noted extends Channel {
    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
      steps.add("new");
      return new NotedCall<>();
    }

    @Override
    public String authority() {
      return "noted";
    }
  }

  private final class NotedCall<Q, A> extends ClientCall<Q, A> {
    @Override
    public void start(Listener<A> listener, Metadata headers) {
      steps.add("start");
    }

    @Override
    public void request(int messages) {
      steps.add("request " + messages);
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
      steps.add("cancel");
    }

    @Override
    public void halfClose() {
      steps.add("half close");
    }

    @Override
    public void sendMessage(Q message) {
      steps.add("send");
    }
  }

  @Test
  void everyStepOfACall_isForTheLoop_inTheirOrder() {
    ClientCall<?, ?> call = call(new EventLoopInterceptor(loop::add));
    start(call, new ArrayList<>());
    call.request(2);
    call.halfClose();
    call.cancel("enough", null);
    assertThat(steps).as("on the caller's thread").isEmpty();

    loop.forEach(Runnable::run);

    assertThat(steps).containsExactly("new", "start", "request 2", "half close", "cancel");
  }

  @Test
  void callAfterTheLoopsEnd_endsAsUnavailable() {
    ClientCall<?, ?> call =
        call(
            new EventLoopInterceptor(
                step -> {
                  throw new RejectedExecutionException("the loop has ended");
                }));
    List<Status> ends = new ArrayList<>();

    start(call, ends);

    assertThat(ends).extracting(Status::getCode).containsExactly(Status.Code.UNAVAILABLE);
    assertThat(steps).isEmpty();
  }

  private ClientCall<?, ?> call(EventLoopInterceptor calls) {
    return calls.interceptCall(MessageRpcGrpc.getAppendMethod(), CallOptions.DEFAULT, new Noted());
  }

  private static <A> void start(ClientCall<?, A> call, List<Status> ends) {
    call.start(
        new ClientCall.Listener<A>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ends.add(status);
          }
        },
        new Metadata());
  }
}
