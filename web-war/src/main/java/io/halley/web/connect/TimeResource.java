/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.connect;

import io.halley.cluster.message.Mid;
import io.halley.web.http.ApiResult;
import io.halley.web.http.ApiVersion;
import io.halley.web.http.Parameters;
import io.halley.web.http.ReplyFormat;
import io.halley.web.json.JsonWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;

/** Tells the time in message ids. */
@Path("")
@ApplicationScoped
public class TimeResource {
  @Inject InstantSource clock;

  /** The time now. */
  @GET
  @Path("1/time/get")
  public Response now(@Context HttpServletRequest request) {
    return answer(request, ApiVersion.VERSIONED);
  }

  /** The time now, for old clients. */
  @GET
  @Path("time/get")
  public Response nowOld(@Context HttpServletRequest request) {
    return answer(request, ApiVersion.OLD);
  }

  private Response answer(HttpServletRequest request, ApiVersion dialect) {
    return ReplyFormat.of(dialect, Parameters.of(request.getQueryString()))
        .answer(
            () ->
                ApiResult.of(
                    new JsonWriter().raw("{\"timeid\":").number(Mid.at(clock.instant())).raw("}")));
  }
}
