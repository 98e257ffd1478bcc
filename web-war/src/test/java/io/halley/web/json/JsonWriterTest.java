/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void tokens_areWrittenInOrder() {
    byte[] json =
        new JsonWriter()
            .raw("{\"a\":")
            .number(-5)
            .raw(",\"b\":")
            .string("é\"")
            .raw(",\"c\":")
            .raw("[1]".getBytes(StandardCharsets.UTF_8))
            .raw("}")
            .bytes();
    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":-5,\"b\":\"é\\\"\",\"c\":[1]}");
  }

  @Test
  void quote_escapesWhatJsonMust_andUnpairedSurrogates() {
    assertThat(JsonWriter.quote("a\"b\\c\n\u0000\u001f"))
        .isEqualTo("\"a\\\"b\\\\c\\u000a\\u0000\\u001f\"");
    assertThat(JsonWriter.quote("\ud800x\udfff")).isEqualTo("\"\\ud800x\\udfff\"");
    assertThat(JsonWriter.quote("\ud83d\ude00/é")).isEqualTo("\"\ud83d\ude00/é\"");
  }
}
