/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Reads a body within its bound. */
final class RequestBody {
  private static final Logger LOG = System.getLogger(RequestBody.class.getName());

  private RequestBody() {}

  /**
   * The body; empty where it is longer than {@code most} bytes, of which then at most one more is
   * read, or where it broke off: the rest may still be on its way, so the connection is of no
   * further use.
   *
   * @param declaredLength what the head says; negative where it says nothing
   */
  static Optional<byte[]> read(InputStream body, long declaredLength, int most) {
    if (declaredLength > most) {
      return Optional.empty();
    }
    try {
      byte[] bytes = body.readNBytes(most + 1);
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a body broke off", e);
      return Optional.empty();
    }
  }
}
