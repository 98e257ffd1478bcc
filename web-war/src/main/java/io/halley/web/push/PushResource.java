/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.cluster.json.JsonCompactor;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.text.Utf8;
import io.halley.web.http.ApiResult;
import io.halley.web.http.AsyncReplies;
import io.halley.web.http.Parameters;
import io.halley.web.http.ResultCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Takes messages from back ends; {@link PushShortcut} takes most of them past JAX-RS. */
@Path("")
@ApplicationScoped
public class PushResource {
  @Inject AsyncReplies answers;
  @Inject PushService pushes;

  /** One message to one key. */
  @POST
  @Path("1/admin/push/private")
  public void toOne(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    answers.laterWithBody(response, request, body, one(pushes, request));
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
    answers.laterWithBody(response, request, body, many(pushes, request));
  }

  /**
   * What is to be done with the body of a push to one key. The query and the headers are read at
   * once.
   */
  static Function<byte[], CompletionStage<ApiResult>> one(
      PushService pushes, HttpServletRequest request) {
    Parameters parameters = Parameters.of(request.getQueryString());
    Optional<Key> key = parameters.key("key");
    Optional<PushOptions> terms = terms(request, parameters);
    return body -> {
      Optional<Payload> message = JsonCompactor.compact(body).map(Payload::ofUtf8);
      return key.isEmpty() || terms.isEmpty() || message.isEmpty()
          ? badParameter()
          : pushes.toOne(message.get(), key.get(), terms.get());
    };
  }

  /** The same for a push to many keys. */
  static Function<byte[], CompletionStage<ApiResult>> many(
      PushService pushes, HttpServletRequest request) {
    Optional<PushOptions> terms = terms(request, Parameters.of(request.getQueryString()));
    return body -> {
      Optional<MultiKeyPush> batch = MultiKeyPush.parse(body);
      return terms.isEmpty() || batch.isEmpty()
          ? badParameter()
          : pushes.toMany(batch.get(), terms.get());
    };
  }

  private static Optional<PushOptions> terms(HttpServletRequest request, Parameters parameters) {
    String header = request.getHeader("Idempotency-Key");
    return header == null
        ? PushOptions.of(parameters, null)
        // the container gives a header as one character a byte
        : Utf8.decode(header.getBytes(StandardCharsets.ISO_8859_1))
            .flatMap(name -> PushOptions.of(parameters, name));
  }

  private static CompletionStage<ApiResult> badParameter() {
    return CompletableFuture.completedStage(ApiResult.of(ResultCode.BAD_PARAMETER));
  }
}
