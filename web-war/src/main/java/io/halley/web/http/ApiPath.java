/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every path that this node answers, spelled exactly so: the guard lets no other spelling pass. */
public enum ApiPath {
  SERVER_1("/1/server/get", "GET", Audience.CLIENTS),
  SERVER_2("/2/server/get", "GET", Audience.CLIENTS),
  SERVER_OLD("/server/get", "GET", Audience.CLIENTS),
  MESSAGES_1("/1/msg/get", "GET", Audience.CLIENTS),
  MESSAGES_OLD("/msg/get", "GET", Audience.CLIENTS),
  TIME_1("/1/time/get", "GET", Audience.CLIENTS),
  TIME_OLD("/time/get", "GET", Audience.CLIENTS),
  TOKEN_1("/1/token/add", "GET", Audience.CLIENTS_AND_BACK_ENDS),
  PUSH_1("/1/admin/push/private", "POST", Audience.BACK_ENDS),
  PUSH_OLD("/admin/push", "POST", Audience.BACK_ENDS),
  PUSH_MANY_1("/1/admin/push/mprivate", "POST", Audience.BACK_ENDS),
  DELETE_1("/1/admin/msg/del", "POST", Audience.BACK_ENDS),
  DELETE_OLD("/admin/msg/clean", "POST", Audience.BACK_ENDS),
  STAT("/stat", "GET", Audience.OPERATORS),
  // the container adds these to the application at the server's root
  HEALTH("/health", "GET", Audience.MONITORS),
  HEALTH_READY("/health/ready", "GET", Audience.MONITORS),
  HEALTH_LIVE("/health/live", "GET", Audience.MONITORS),
  HEALTH_STARTED("/health/started", "GET", Audience.MONITORS);

  /** Who a path is for. */
  enum Audience {
    CLIENTS,
    CLIENTS_AND_BACK_ENDS,
    BACK_ENDS,
    OPERATORS,
    MONITORS
  }

  private static final Map<String, ApiPath> BY_PATH =
      Arrays.stream(values()).collect(Collectors.toMap(path -> path.path, Function.identity()));

  private final String path;
  private final String method;
  private final Audience audience;

  ApiPath(String path, String method, Audience audience) {
    this.path = path;
    this.method = method;
    this.audience = audience;
  }

  /** The path that a request line spells so, percent-encoding and all. */
  static Optional<ApiPath> of(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  /** The path itself. */
  String spelled() {
    return path;
  }

  /** The one method that it takes. */
  String method() {
    return method;
  }

  Audience audience() {
    return audience;
  }
}
