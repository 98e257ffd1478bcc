/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.web.http.Answer;
import io.halley.web.http.Answers;
import io.halley.web.http.Parameters;
import io.halley.web.http.ResultCode;
import io.halley.web.json.JsonCompactor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes messages from back ends. */
@Path("")
@ApplicationScoped
public class PushResource {
  @Inject Answers answers;
  @Inject PushService pushes;

  /** One message to one key. */
  @POST
  @Path("1/admin/push/private")
  public void toOne(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    Parameters parameters = Parameters.of(request.getQueryString());
    Optional<Key> key = parameters.key("key");
    Optional<PushTerms> terms = terms(request, parameters);
    answers.laterWithBody(
        response,
        request,
        body,
        bytes -> {
          Optional<Payload> message = JsonCompactor.compact(bytes).map(Payload::ofUtf8);
          return key.isEmpty() || terms.isEmpty() || message.isEmpty()
              ? badParameter()
              : pushes.toOne(message.get(), key.get(), terms.get()).thenApply(PushAnswers::one);
        });
  }

  /** The same as the first API spelled it. */
  @POST
  @Path("admin/push")
  public void toOneOld(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    toOne(request, body, response);
  }

  /** One message to many keys. */
  @POST
  @Path("1/admin/push/mprivate")
  public void toMany(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    Optional<PushTerms> terms = terms(request, Parameters.of(request.getQueryString()));
    answers.laterWithBody(
        response,
        request,
        body,
        bytes -> {
          Optional<Batch> batch = Batch.parse(bytes);
          return terms.isEmpty() || batch.isEmpty()
              ? badParameter()
              : pushes.toMany(batch.get(), terms.get()).thenApply(PushAnswers::many);
        });
  }

  private static Optional<PushTerms> terms(HttpServletRequest request, Parameters parameters) {
    return PushTerms.of(parameters, request.getHeader("Idempotency-Key"));
  }

  private static CompletionStage<Answer> badParameter() {
    return CompletableFuture.completedStage(Answer.of(ResultCode.BAD_PARAMETER));
  }
}
