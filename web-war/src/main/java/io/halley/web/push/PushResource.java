/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import io.halley.web.http.Answers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;

/** Takes messages from back ends. */
@Path("")
@ApplicationScoped
public class PushResource {
  @Inject Answers answers;
  @Inject PushCalls calls;

  /** One message to one key. */
  @POST
  @Path("1/admin/push/private")
  public void toOne(
      @Context HttpServletRequest request, InputStream body, @Suspended AsyncResponse response) {
    answers.laterWithBody(response, request, body, calls.toOne(request));
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
    answers.laterWithBody(response, request, body, calls.toMany(request));
  }
}
