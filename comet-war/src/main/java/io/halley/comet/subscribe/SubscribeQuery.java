/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.cluster.text.QueryParameters;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subscribe parameters from a URL's query, as WebSocket clients send them: {@code
 * key=&heartbeat=&token=&ver=&mid=&ack=}, percent-encoded UTF-8.
 */
public final class SubscribeQuery {
  private static final String[] NAMES = {"key", "heartbeat", "token", "ver", "mid", "ack"};

  private SubscribeQuery() {}

  /**
   * Reads a query.
   *
   * @param latin1 the query as it was sent, without the question mark: each of its characters is a
   *     byte, U+0000 to U+00FF, as a reader of Latin-1 makes them. Bytes above 0x7f that are not
   *     encoded are UTF-8, and characters that RFC 3986 wants encoded stand for themselves. Null
   *     where the URL has no query
   * @return empty if one of the parameters is missing, wrong or malformed; others may be anything
   */
  public static Optional<SubscribeRequest> parse(@Nullable String latin1, Duration heartbeatMin) {
    QueryParameters parameters = QueryParameters.of(latin1);
    return parameters.isMalformed(NAMES)
        ? Optional.empty()
        : SubscribeRequest.parse(
            parameters.get("key"),
            parameters.get("heartbeat"),
            parameters.get("token"),
            parameters.get("ver"),
            parameters.get("mid"),
            parameters.get("ack"),
            heartbeatMin);
  }
}
