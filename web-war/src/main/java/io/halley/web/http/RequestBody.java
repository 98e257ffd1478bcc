/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a body within its bound. */
final class RequestBody {
  private static final String WORD = "[a-z]+/[a-z-]+";
  private static final Pattern TYPE = Pattern.compile(WORD + "(; ?charset=[A-Za-z0-9-]+)?");
  private static final Pattern ACCEPTED =
      Pattern.compile("(" + WORD + "|\\*/\\*)(, ?(" + WORD + "|\\*/\\*))*");

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

  /**
   * The body if it arrived with its head, so that nobody waits for it; empty, and nothing of it
   * read, where it is not all here, is longer than {@code most} bytes or of no declared length, or
   * where JAX-RS might refuse the request for a header.
   *
   * @throws IOException if the client has gone
   */
  static Optional<byte[]> readAtHand(HttpServletRequest request, int most) throws IOException {
    long length = request.getContentLengthLong();
    if (length < 0
        || length > most
        || !isPlain(request.getHeaders("Content-Type"), TYPE)
        || !isPlain(request.getHeaders("Accept"), ACCEPTED)) {
      return Optional.empty();
    }
    InputStream body = request.getInputStream();
    return body.available() < length
        ? Optional.empty()
        : Optional.of(body.readNBytes((int) length));
  }

  /** JAX-RS answers 400 to these headers where it cannot read them; plain ones it surely can. */
  private static boolean isPlain(Enumeration<String> header, Pattern plain) {
    return !header.hasMoreElements()
        || (plain.matcher(header.nextElement()).matches() && !header.hasMoreElements());
  }
}
