/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.cluster.rpc.ServiceUnavailableException;
import io.halley.cluster.rpc.StageFailures;
import jakarta.servlet.http.HttpServletRequest;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends answers. An answer that is not there yet is waited for without a thread, and never longer
 * than its work may take and a little; it is written on a thread of {@code writers}, since the
 * stage ends on one that must not be blocked, and a client may read slowly. Safe for any thread.
 */
public final class Answers {
  private static final Logger LOG = System.getLogger(Answers.class.getName());
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Duration waitAtMost;
  private final int bodyMaxBytes;
  private final Executor writers;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * @param longest within which every stage ends, unless something is wrong: the RPC deadline, or
   *     what takes longer
   * @param bodyMaxBytes the longest body that a request may have
   */
  public Answers(Duration longest, int bodyMaxBytes, Executor writers) {
    this.waitAtMost = longest.plus(GRACE);
    this.bodyMaxBytes = bodyMaxBytes;
    this.writers = writers;
  }

  /** Answers with what needs no other node. */
  public Response now(AnswerForm form, Supplier<Answer> work) {
    return form.dress(form.isAllowed() ? work.get() : Answer.of(ResultCode.BAD_PARAMETER));
  }

  /** Answers when the work is done; where the form is not allowed, the work is not begun. */
  public void later(
      AsyncResponse response, AnswerForm form, Supplier<CompletionStage<Answer>> work) {
    if (!form.isAllowed()) {
      response.resume(form.dress(Answer.of(ResultCode.BAD_PARAMETER)));
      return;
    }
    later(
        response, work.get(), form::dress, () -> form.dress(Answer.of(ResultCode.INTERNAL_ERROR)));
  }

  /**
   * Answers when a stage ends.
   *
   * @param dress the answer for a result
   * @param failed the answer for a failure, which is logged here, and for a stage that takes too
   *     long
   */
  public <T> void later(
      AsyncResponse response,
      CompletionStage<T> stage,
      Function<T, Response> dress,
      Supplier<Response> failed) {
    CompletionStage<Response> answer =
        stage.handle(
            (result, failure) -> {
              if (failure == null) {
                return dress.apply(result);
              }
              log(failure);
              return failed.get();
            });
    CompletableFuture<Response> future = answer.toCompletableFuture();
    if (future.isDone()) {
      response.resume(future.join());
      return;
    }
    response.setTimeoutHandler(
        late -> {
          log("no answer came in time");
          late.resume(failed.get());
        });
    response.setTimeout(waitAtMost.toMillis(), TimeUnit.MILLISECONDS);
    answer.thenAcceptAsync(response::resume, writers);
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
      Function<byte[], CompletionStage<Answer>> work) {
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
      later(response, AnswerForm.PLAIN, () -> work.apply(bytes.get()));
    } else {
      Response tooLong = AnswerForm.PLAIN.dress(Answer.of(ResultCode.BAD_PARAMETER));
      response.resume(Response.fromResponse(tooLong).header("Connection", "close").build());
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

  /** One warning says that something is down; the rest is for who looks closer. */
  private void log(String reason) {
    LOG.log(
        warned.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
        "a request could not be answered: {0}",
        reason);
  }
}
