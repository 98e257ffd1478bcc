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

/** An answer as it goes out, by way of JAX-RS or past it: HTTP 200 with its length. Immutable. */
final class Dressed {
  private final String type;
  private final byte[] body;
  private final Map<String, String> headers;

  /**
   * @param type the media type of the body
   * @param body all of it; the caller must not change it
   * @param headers others than those of the body
   */
  Dressed(String type, byte[] body, Map<String, String> headers) {
    this.type = type;
    this.body = body;
    this.headers = headers;
  }

  /** The same with one more header. */
  Dressed with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Dressed(type, body, all);
  }

  /** The answer for JAX-RS. */
  Response response() {
    Response.ResponseBuilder response =
        Response.ok(body)
            .header(HttpHeaders.CONTENT_TYPE, type)
            .header(HttpHeaders.CONTENT_LENGTH, body.length);
    headers.forEach(response::header);
    return response.build();
  }

  /**
   * Writes the answer, which may block on the client.
   *
   * @throws IOException if the client has gone
   */
  void write(HttpServletResponse response) throws IOException {
    response.setContentType(type);
    response.setContentLength(body.length);
    headers.forEach(response::setHeader);
    response.getOutputStream().write(body);
  }
}
