/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a log keeps of a message. */
interface AppendingContract extends ServiceContract {
  @Test
  default void append_oneMessage_isFoundAsItWas() {
    Payload payload = Payload.of("{\"a\": [1, 1.0, 1e2, null, true], \"b\":\"\\u00e9é😀\"}");

    append(payload, MINUTE, key(), mid(0));

    assertThat(after(key(), 0)).containsExactly(new Message(mid(0), payload));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  default void append_anyJsonValue_isFoundByteForByte(String json) {
    append(Payload.of(json), MINUTE, key(), mid(0));

    assertThat(after(key(), 0)).extracting(m -> m.payload().text()).containsExactly(json);
  }

  static Stream<String> payloads() {
    return Stream.of(
        "0",
        "-1.50e+10",
        "12345678901234567890.123456789",
        "null",
        "\"\"",
        "\"text with \\\"quotes\\\", \\\\ and \\u0000\"",
        "{}",
        "[]",
        "{\"msg\":1,\"expire\":0,\"mid\":7}",
        "{\"a\":\",\\\"expire\\\":1}\",\"expire\":2}",
        "{\"same\":1,\"same\":2}",
        "\"' ; drop table private_msg; --\"",
        "\"" + "long".repeat(16_000) + "\"");
  }

  @Test
  default void append_equalMessagesInOneSecond_areAllKept() {
    for (int i = 0; i < 3; i++) {
      append(Payload.of("{\"equal\":true}"), MINUTE, key(), mid(i));
    }

    assertThat(after(key(), 0)).extracting(Message::mid).containsExactly(mid(0), mid(1), mid(2));
  }

  @Test
  default void append_withTheLongestExpiry_isFound() {
    append(Payload.of("1"), (1L << 32) - 1, key(), mid(0));

    assertThat(after(key(), 0)).hasSize(1);
  }
}
