/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.message;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.MessageService;
import io.halley.web.http.ApiResult;
import io.halley.web.http.ApiVersion;
import io.halley.web.http.AsyncReplies;
import io.halley.web.http.Parameters;
import io.halley.web.http.ReplyFormat;
import io.halley.web.http.ResultCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands stored messages out to clients, and deletes them for back ends. */
@Path("")
@ApplicationScoped
public class MessageResource {
  @Inject AsyncReplies answers;
  @Inject MessageService messages;

  /** The messages of a key after the last one that the client saw. */
  @GET
  @Path("1/msg/get")
  public void find(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
    find(request, response, ApiVersion.VERSIONED, "k", "m");
  }

  /** The same for old clients. */
  @GET
  @Path("msg/get")
  public void findOld(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
    find(request, response, ApiVersion.OLD, "key", "mid");
  }

  private void find(
      HttpServletRequest request,
      AsyncResponse response,
      ApiVersion dialect,
      String keyName,
      String midName) {
    Parameters parameters = Parameters.of(request.getQueryString());
    Optional<Key> key = parameters.key(keyName);
    OptionalLong mid = parameters.number(midName, Long.MAX_VALUE);
    answers.later(
        response,
        ReplyFormat.of(dialect, parameters),
        () ->
            key.isEmpty() || mid.isEmpty()
                ? badParameter()
                : messages
                    .after(key.get(), mid.getAsLong())
                    .thenApply(
                        found ->
                            found.messages().isEmpty()
                                ? ApiResult.OK
                                : ApiResult.of(MessageList.write(dialect, found.messages()))));
  }

  /** Deletes all messages of a key. */
  @POST
  @Path("1/admin/msg/del")
  public void delete(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    answers.laterWithBody(
        response,
        request,
        body,
        bytes ->
            Parameters.ofForm(bytes)
                .key("key")
                .map(key -> messages.delete(key).thenApply(done -> ApiResult.OK))
                .orElseGet(MessageResource::badParameter));
  }

  /** The same as the first API spelled it. */
  @POST
  @Path("admin/msg/clean")
  public void deleteOld(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    delete(request, body, response);
  }

  private static CompletionStage<ApiResult> badParameter() {
    return CompletableFuture.completedStage(ApiResult.of(ResultCode.BAD_PARAMETER));
  }
}
