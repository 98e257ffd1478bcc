/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void toString_hidesTheContent() {
    Payload payload = Payload.of("{\"secret\":\"é\"}");
    assertThat(payload).hasToString("Payload[15 bytes]");
    assertThat(new Message(4, payload).toString()).doesNotContain("secret");
  }

  @Test
  void equals_comparesBytes() {
    assertThat(Payload.of("1"))
        .isEqualTo(Payload.ofUtf8("1".getBytes(StandardCharsets.UTF_8)))
        .hasSameHashCodeAs(Payload.of("1"))
        .isNotEqualTo(Payload.of("2"));
  }

  @Test
  void text_andBytes_areTheSameContent() {
    Payload payload = Payload.of("\"é\"");
    assertThat(payload.text()).isEqualTo("\"é\"");
    assertThat(payload.size()).isEqualTo(4);
    assertThat(payload.utf8()).isEqualTo("\"é\"".getBytes(StandardCharsets.UTF_8));
  }
}
