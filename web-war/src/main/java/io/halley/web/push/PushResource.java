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
import io.halley.web.json.JsonWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Takes messages from back ends. */
@Path("")
@ApplicationScoped
public class PushResource {
  /** The longest expiry: an unsigned 32-bit number of seconds. */
  private static final long EXPIRE_MAX = 0xffff_ffffL;

  @Inject Answers answers;
  @Inject PushService pushes;

  /** One message to one key. */
  @POST
  @Path("1/admin/push/private")
  public void toOne(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    Parameters parameters = Parameters.of(request.getQueryString());
    Optional<Key> key = parameters.key("key");
    OptionalLong expire = parameters.number("expire", EXPIRE_MAX);
    answers.laterWithBody(
        response,
        request,
        body,
        bytes -> {
          Optional<Payload> message = JsonCompactor.compact(bytes).map(Payload::ofUtf8);
          return key.isEmpty() || expire.isEmpty() || message.isEmpty()
              ? badParameter()
              : pushes.toOne(message.get(), expire.getAsLong(), key.get()).thenApply(Answer::of);
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
    OptionalLong expire = Parameters.of(request.getQueryString()).number("expire", EXPIRE_MAX);
    answers.laterWithBody(
        response,
        request,
        body,
        bytes -> {
          Optional<Batch> batch = Batch.parse(bytes);
          return expire.isEmpty() || batch.isEmpty()
              ? badParameter()
              : pushes.toMany(batch.get(), expire.getAsLong()).thenApply(PushResource::many);
        });
  }

  private static Answer many(List<String> failed) {
    return failed.isEmpty()
        ? Answer.OK
        : Answer.of(
            new JsonWriter()
                .raw("{\"fk\":[")
                .raw(failed.stream().map(JsonWriter::quote).collect(Collectors.joining(",")))
                .raw("]}"));
  }

  private static CompletionStage<Answer> badParameter() {
    return CompletableFuture.completedStage(Answer.of(ResultCode.BAD_PARAMETER));
  }
}
