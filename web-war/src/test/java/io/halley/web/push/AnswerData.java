/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.web.http.ApiResult;
import io.halley.web.http.ResultCode;
import io.halley.web.json.JsonWriter;
import java.util.Collection;
import java.util.stream.Collectors;

/** What back ends read in the member {@code data} of an answer. */
final class AnswerData {
  /** Of an answer that has none. */
  static final String NONE = "";

  private AnswerData() {}

  /** The member's JSON. */
  static String of(ApiResult answer) {
    assertThat(answer.code()).isEqualTo(ResultCode.OK);
    return answer.data() == null ? NONE : new String(answer.data().bytes(), UTF_8);
  }

  /** The JSON that names these, in their order, as those that a push did not reach. */
  static String failing(Collection<String> names) {
    return names.isEmpty()
        ? NONE
        : names.stream().map(JsonWriter::quote).collect(Collectors.joining(",", "{\"fk\":[", "]}"));
  }
}
