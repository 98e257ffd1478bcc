/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a body within its bound. */
final class RequestBody {
  private RequestBody() {}

  /**
   * The body; empty where it is longer than {@code most} bytes, of which then at most one more is
   * read: the rest may still be on its way, so the connection is of no further use.
   *
   * @param declaredLength what the head says; negative where it says nothing
   * @throws IOException if the body broke off, since the client has gone or was too slow
   */
  static Optional<byte[]> read(InputStream body, long declaredLength, int most) throws IOException {
    if (declaredLength > most) {
      return Optional.empty();
    }
    byte[] bytes = body.readNBytes(most + 1);
    return bytes.length > most ? Optional.empty() : Optional.of(bytes);
  }
}
