/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Judges the head of a request before any of it is served. Netty hands a head that it could not
 * parse on like another, with the failure beside it, and takes handshakes of versions before RFC
 * 6455.
 */
final class HandshakeCheck {
  private static final int KEY_BYTES = 16;

  private final String path;

  /**
   * @param path the only one that is served
   */
  HandshakeCheck(String path) {
    this.path = path;
  }

  /** The status that refuses the request; empty where its handshake is good. */
  Optional<HttpResponseStatus> refusal(HttpRequest request) {
    if (!request.decoderResult().isSuccess()) {
      return Optional.of(unparsed(request.decoderResult().cause()));
    }
    HttpHeaders headers = request.headers();
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return Optional.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
    }
    if (headers.getAll(HttpHeaderNames.HOST).size() > 1
        || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return Optional.of(HttpResponseStatus.BAD_REQUEST);
    }
    if (!path.equals(RequestTarget.path(request.uri()))) {
      return Optional.of(HttpResponseStatus.NOT_FOUND);
    }
    if (!request.method().equals(HttpMethod.GET)) {
      return Optional.of(HttpResponseStatus.METHOD_NOT_ALLOWED);
    }
    if (!headers.getAll(HttpHeaderNames.CONTENT_LENGTH).stream().allMatch("0"::equals)) {
      return Optional.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
    }
    if (!isUpgrade(headers) || !isVersion(headers)) {
      return Optional.of(HttpResponseStatus.UPGRADE_REQUIRED);
    }
    return isKey(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY))
        ? Optional.empty()
        : Optional.of(HttpResponseStatus.BAD_REQUEST);
  }

  private static HttpResponseStatus unparsed(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        : HttpResponseStatus.BAD_REQUEST;
  }

  private static boolean isUpgrade(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  private static boolean isVersion(HttpHeaders headers) {
    return headers
        .getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION)
        .equals(List.of(WebSocketVersion.V13.toHttpHeaderValue()));
  }

  private static boolean isKey(List<String> keys) {
    try {
      return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0)).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      // what is no Base64 is an answer here, not a failure
      return false;
    }
  }
}
