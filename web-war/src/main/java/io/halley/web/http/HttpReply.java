/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP response as it goes out, by way of JAX-RS or past it, with its length. Immutable. */
public final class HttpReply {
  private static final String JSON = "application/json;charset=utf-8";

  private final int status;
  private final String type;
  private final byte[] body;
  private final Map<String, String> headers;

  /**
   * @param status the HTTP status
   * @param type the media type of the body
   * @param body all of it; the caller must not change it
   * @param headers others than those of the body
   */
  HttpReply(int status, String type, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.headers = headers;
  }

  /**
   * JSON in UTF-8.
   *
   * @param body all of it; the caller must not change it
   */
  public static HttpReply json(int status, byte[] body) {
    return new HttpReply(status, JSON, body, Map.of());
  }

  /** The same with one more header. */
  HttpReply with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpReply(status, type, body, all);
  }

  /** The response for JAX-RS. */
  public Response response() {
    Response.ResponseBuilder response =
        Response.status(status)
            .entity(body)
            .header(HttpHeaders.CONTENT_TYPE, type)
            .header(HttpHeaders.CONTENT_LENGTH, body.length);
    headers.forEach(response::header);
    return response.build();
  }

  /**
   * Writes the response, which may block on the client.
   *
   * @throws IOException if the client has gone
   */
  void write(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(body.length);
    headers.forEach(response::setHeader);
    response.getOutputStream().write(body);
  }
}
