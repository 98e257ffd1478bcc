/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.web.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What an API call came to, before it is dressed for the client.
 *
 * @param code how it ended
 * @param data the member {@code data} as JSON; null where there is none
 */
public record ApiResult(ResultCode code, @Nullable JsonWriter data) {
  /** Done, with nothing to say. */
  public static final ApiResult OK = of(ResultCode.OK);

  /** An answer without data. */
  public static ApiResult of(ResultCode code) {
    return new ApiResult(code, null);
  }

  /** Done, with data. */
  public static ApiResult of(JsonWriter data) {
    return new ApiResult(ResultCode.OK, data);
  }
}
