/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageFormatTest {
  private static final long MID = 16_912_345_678_901_232L;

  @Test
  void value_isTheBodyAsItIs() {
    assertThat(encoded(MessageFormat.VALUE, "{\"a\":\"b\\\\c \\\"é\\\" 彗星 \uD83D\uDE80\"}"))
        .isEqualTo(
            "{\"msg\":{\"a\":\"b\\\\c \\\"é\\\" 彗星 \uD83D\uDE80\"},"
                + "\"mid\":16912345678901232,\"gid\":0}");
  }

  @Test
  void text_isTheBodyInAString() {
    assertThat(encoded(MessageFormat.TEXT, "{\"a\":1}"))
        .isEqualTo("{\"msg\":\"{\\\"a\\\":1}\",\"mid\":16912345678901232,\"gid\":0}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1,1",
        "null,null",
        "\"\",\\\"\\\"",
        "\"\\\\\",\\\"\\\\\\\\\\\"",
        "\"\\\"\",\\\"\\\\\\\"\\\"",
        "\"\\n\\u0000\",\\\"\\\\n\\\\u0000\\\"",
        "\"é彗\uD83D\uDE80\",\\\"é彗\uD83D\uDE80\\\"",
      })
  void text_escapesQuotesAndBackslashesAndNothingElse(String body, String quoted) {
    assertThat(encoded(MessageFormat.TEXT, body))
        .isEqualTo("{\"msg\":\"" + quoted + "\",\"mid\":16912345678901232,\"gid\":0}");
  }

  @Test
  void format_isTextForClientsWithoutAVersion() {
    assertThat(MessageFormat.ofVersion(null)).isEqualTo(MessageFormat.TEXT);
    assertThat(MessageFormat.ofVersion("")).isEqualTo(MessageFormat.TEXT);
    assertThat(MessageFormat.ofVersion("1.0")).isEqualTo(MessageFormat.VALUE);
  }

  private static String encoded(MessageFormat format, String body) {
    return new String(format.encode(new Message(MID, Payload.of(body))), UTF_8);
  }
}
