/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes calls from their callers' threads to one event loop, in the order in which they were made.
 * Netty leaves thread locals on every thread that writes with it; on a thread of the application
 * server's those would outlive the application.
 */
final class EventLoopInterceptor implements ClientInterceptor {
  private static final Logger LOG = System.getLogger(EventLoopInterceptor.class.getName());

  private final Executor loop;

  EventLoopInterceptor(Executor loop) {
    this.loop = loop;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new OnLoop<>(() -> next.newCall(method, options));
  }

  private final class OnLoop<Q, A> extends ClientCall<Q, A> {
    private final Supplier<ClientCall<Q, A>> making;

    /** Made and used on the loop only. */
    private @Nullable ClientCall<Q, A> call;

    /**
     * @param making also done there: a new call may make a channel connect, with Netty's pipeline
     */
    OnLoop(Supplier<ClientCall<Q, A>> making) {
      this.making = making;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      boolean taken =
          execute(
              () -> {
                call = making.get();
                call.start(listener, headers);
              });
      if (!taken) {
        listener.onClose(
            Status.UNAVAILABLE.withDescription("this node is stopping"), new Metadata());
      }
    }

    @Override
    public void request(int messages) {
      onStarted(started -> started.request(messages));
    }

    @Override
    public void sendMessage(Q message) {
      onStarted(started -> started.sendMessage(message));
    }

    @Override
    public void halfClose() {
      onStarted(ClientCall::halfClose);
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
      onStarted(started -> started.cancel(message, cause));
    }

    private void onStarted(Consumer<ClientCall<Q, A>> step) {
      execute(
          () -> {
            if (call != null) {
              step.accept(call);
            }
          });
    }

    private boolean execute(Runnable step) {
      try {
        loop.execute(step);
        return true;
      } catch (RejectedExecutionException e) {
        // the loop ends after the channels: a call that began has been ended by its channel
        LOG.log(Level.DEBUG, "a call came after the end", e);
        return false;
      }
    }
  }
}
