/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.connect;

import io.halley.cluster.message.Key;
import io.halley.cluster.text.TextBounds;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes tokens for keys. */
@Path("1/token/add")
@ApplicationScoped
public class TokenResource {
  /** The longest token, in Unicode code points. */
  static final int MAX_LENGTH = 256;

  @Inject AsyncReplies answers;
  @Inject TokenService tokens;

  /** Adds a token to a key; one that the key has is an error. */
  @GET
  public void add(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
    Parameters parameters = Parameters.of(request.getQueryString());
    Optional<Key> key = parameters.key("k");
    Optional<String> token =
        parameters.text("t").filter(text -> TextBounds.isName(text, MAX_LENGTH));
    answers.later(
        response,
        ReplyFormat.of(ApiVersion.VERSIONED, parameters),
        () ->
            key.isEmpty() || token.isEmpty()
                ? CompletableFuture.completedStage(ApiResult.of(ResultCode.BAD_PARAMETER))
                : tokens.add(key.get(), token.get()).thenApply(ApiResult::of));
  }
}
