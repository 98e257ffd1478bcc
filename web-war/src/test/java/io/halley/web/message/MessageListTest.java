/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.web.http.ApiVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageListTest {
  private static final List<Message> MESSAGES =
      List.of(new Message(4, Payload.of("{\"a\":\"é\"}")), new Message(8, Payload.of("1")));

  private static String written(ApiVersion dialect) {
    return new String(MessageList.write(dialect, MESSAGES).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void versioned_holdsMessagesAsTheyAre() {
    assertThat(written(ApiVersion.VERSIONED))
        .isEqualTo(
            "{\"msgs\":[{\"msg\":{\"a\":\"é\"},\"mid\":4,\"gid\":0},"
                + "{\"msg\":1,\"mid\":8,\"gid\":0}]}");
  }

  @Test
  void old_holdsStringsThatHoldStrings() {
    assertThat(written(ApiVersion.OLD))
        .isEqualTo(
            """
            {"msgs":["{\\"msg\\":\\"{\\\\\\"a\\\\\\":\\\\\\"é\\\\\\"}\\",\\"mid\\":4,\\"gid\\":0}",\
            "{\\"msg\\":\\"1\\",\\"mid\\":8,\\"gid\\":0}"],"pmsgs":[]}""");
  }
}
