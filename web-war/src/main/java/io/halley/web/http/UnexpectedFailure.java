/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Turns what nobody foresaw into an answer without a trace in it. Every path that gets here passed
 * the guard, so it is an API path.
 */
@Provider
public class UnexpectedFailure implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(UnexpectedFailure.class.getName());

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException refused
        && refused.getResponse().getStatus() < 500) {
      // a request that the container could not read
      return ReplyFormat.PLAIN.dress(ApiResult.of(ResultCode.BAD_PARAMETER)).response();
    }
    LOG.log(Level.ERROR, "a request failed for a reason that was not foreseen", failure);
    return ReplyFormat.PLAIN.dress(ApiResult.of(ResultCode.INTERNAL_ERROR)).response();
  }
}
