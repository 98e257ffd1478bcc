/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.StageFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends answers. An answer that is not there yet is waited for without a thread, and never longer
 * than its work may take and a little; it is written on a thread of {@code writers}, since the
 * stage ends on one that must not be blocked, and a client may read slowly. Safe for any thread.
 */
public final class AsyncReplies {
  private static final Logger LOG = System.getLogger(AsyncReplies.class.getName());
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Duration waitAtMost;
  private final int bodyMaxBytes;
  private final Executor writers;
  private final ScheduledExecutorService timer;
  private final OutageLog outage = new OutageLog(LOG, "requests are answered again");

  /**
   * @param longest within which every stage ends, unless something is wrong: the RPC deadline, or
   *     what takes longer
   * @param bodyMaxBytes the longest body that a request may have
   * @param timer ends what takes too long; it is never blocked
   */
  public AsyncReplies(
      Duration longest, int bodyMaxBytes, Executor writers, ScheduledExecutorService timer) {
    this.waitAtMost = longest.plus(GRACE);
    this.bodyMaxBytes = bodyMaxBytes;
    this.writers = writers;
    this.timer = timer;
  }

  /** Answers when the work is done; where the form is not allowed, the work is not begun. */
  public void later(
      AsyncResponse response, ReplyFormat form, Supplier<CompletionStage<ApiResult>> work) {
    send(Responder.jaxRs(response), form, work);
  }

  /**
   * Replies when a stage ends.
   *
   * @param failed the reply to a failure, which is logged here, and to a stage that takes too long
   */
  public void later(
      AsyncResponse response, CompletionStage<HttpReply> stage, Supplier<HttpReply> failed) {
    send(Responder.jaxRs(response), stage, failed);
  }

  /**
   * Answers a back end's call when the work on its body is done.
   *
   * @param body the body as JAX-RS hands it on: the servlet's own stream may have lost its first
   *     byte to the container's look at whether there is one
   */
  public void laterWithBody(
      AsyncResponse response,
      HttpServletRequest request,
      InputStream body,
      Function<byte[], CompletionStage<ApiResult>> work) {
    Optional<byte[]> bytes;
    try {
      bytes = RequestBody.read(body, request.getContentLengthLong(), bodyMaxBytes);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a body broke off", e);
      // nobody is left to read it, and for want of an entity Jersey does not try to write one
      response.resume(Response.status(Response.Status.BAD_REQUEST).build());
      return;
    }
    if (bytes.isPresent()) {
      send(Responder.jaxRs(response), ReplyFormat.PLAIN, () -> work.apply(bytes.get()));
    } else {
      HttpReply tooLong = ReplyFormat.PLAIN.dress(ApiResult.of(ResultCode.BAD_PARAMETER));
      response.resume(tooLong.with("Connection", "close").response());
    }
  }

  /**
   * Answers a back end's call past JAX-RS, in the same way, if its body came with its head: then
   * reading it waits for nobody, and cannot fail for want of the rest.
   *
   * @return false where JAX-RS is to answer: then nothing was read
   */
  public boolean pastJaxRs(
      HttpServletRequest request,
      HttpServletResponse response,
      Function<byte[], CompletionStage<ApiResult>> work) {
    Optional<byte[]> bytes;
    try {
      bytes = RequestBody.readAtHand(request, bodyMaxBytes);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a client went before its body was read", e);
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return true;
    }
    bytes.ifPresent(
        body ->
            send(
                new ServletResponder(request, response),
                ReplyFormat.PLAIN,
                () -> work.apply(body)));
    return bytes.isPresent();
  }

  private void send(
      Responder responder, ReplyFormat form, Supplier<CompletionStage<ApiResult>> work) {
    if (form.isAllowed()) {
      send(
          responder,
          begun(work).thenApply(form::dress),
          () -> form.dress(ApiResult.of(ResultCode.INTERNAL_ERROR)));
    } else {
      responder.send(form.dress(ApiResult.of(ResultCode.BAD_PARAMETER)));
    }
  }

  private static CompletionStage<ApiResult> begun(Supplier<CompletionStage<ApiResult>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** The way out of every reply whose work was begun. */
  private void send(
      Responder responder, CompletionStage<HttpReply> stage, Supplier<HttpReply> failed) {
    long begin = System.nanoTime();
    CompletableFuture<HttpReply> answer =
        stage
            .handle(
                (reply, failure) -> {
                  if (failure == null) {
                    answered(begin);
                    return reply;
                  }
                  log(failure);
                  return failed.get();
                })
            .toCompletableFuture();
    if (answer.isDone()) {
      responder.send(answer.join());
      return;
    }
    responder.hold();
    Runnable inTime = limit(answer, failed);
    answer.thenAcceptAsync(
        reply -> {
          inTime.run();
          responder.send(reply);
        },
        writers);
  }

  /** Has the answer be that of a failure if none comes in time; what is returned calls that off. */
  private Runnable limit(CompletableFuture<HttpReply> answer, Supplier<HttpReply> failed) {
    try {
      Future<?> late =
          timer.schedule(
              () -> {
                if (answer.complete(failed.get())) {
                  log("no answer came in time");
                }
              },
              waitAtMost.toNanos(),
              TimeUnit.NANOSECONDS);
      return () -> late.cancel(false);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "this node is stopping, and so is what is waited for", e);
      return () -> {};
    }
  }

  private void log(Throwable failure) {
    Throwable cause = StageFailures.cause(failure);
    if (cause instanceof ServiceUnavailableException) {
      log(String.valueOf(cause.getMessage()));
    } else {
      LOG.log(Level.ERROR, "a request failed for a reason that was not foreseen", cause);
    }
  }

  private void log(String reason) {
    outage.failed(() -> "a request could not be answered: " + reason);
  }

  /** An answer that came too late does not show that requests are answered. */
  private void answered(long begin) {
    if (System.nanoTime() - begin < waitAtMost.toNanos()) {
      outage.worked();
    }
  }
}
