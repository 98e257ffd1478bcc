/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a body within its bound. */
final class RequestBody {
  private RequestBody() {}

  /**
   * The body; empty where it is longer than {@code most} bytes, of which then at most one more is
   * read: the rest may still be on its way, so the connection is of no further use.
   */
  static Optional<byte[]> read(HttpServletRequest request, int most) throws IOException {
    if (request.getContentLengthLong() > most) {
      return Optional.empty();
    }
    try (InputStream body = request.getInputStream()) {
      byte[] bytes = body.readNBytes(most + 1);
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }
  }
}
