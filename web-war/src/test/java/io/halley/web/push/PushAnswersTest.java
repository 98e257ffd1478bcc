/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.PushDetail;
import io.halley.web.http.Answer;
import io.halley.web.http.ResultCode;
import io.halley.web.push.PushService.ToMany;
import io.halley.web.push.PushService.ToOne;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PushAnswersTest {
  private static final Map<Key, PushDetail> DETAILS =
      Map.of(new Key("a\"b"), new PushDetail(Long.MAX_VALUE, true, 2, false));
  private static final String KEYS =
      "\"keys\":{\"a\\\"b\":"
          + "{\"mid\":9223372036854775807,\"stored\":true,\"connections\":2,\"repeated\":false}}";

  private static String data(Answer answer) {
    return new String(Objects.requireNonNull(answer.data()).bytes(), UTF_8);
  }

  @Test
  void one_withoutDetails_isItsCodeAlone() {
    for (ResultCode code : ResultCode.values()) {
      assertThat(PushAnswers.one(new ToOne(code, Map.of()))).isEqualTo(Answer.of(code));
    }
  }

  @Test
  void one_withDetails() {
    Answer answer = PushAnswers.one(new ToOne(ResultCode.OK, DETAILS));
    assertThat(answer.code()).isEqualTo(ResultCode.OK);
    assertThat(data(answer)).isEqualTo("{" + KEYS + "}");
  }

  @Test
  void many_listsWhatFailed_andDetails() {
    assertThat(PushAnswers.many(new ToMany(List.of(), Map.of()))).isEqualTo(Answer.OK);
    assertThat(data(PushAnswers.many(new ToMany(List.of("b", "\""), Map.of()))))
        .isEqualTo("{\"fk\":[\"b\",\"\\\"\"]}");
    assertThat(data(PushAnswers.many(new ToMany(List.of(), DETAILS)))).isEqualTo("{" + KEYS + "}");
    assertThat(data(PushAnswers.many(new ToMany(List.of("b"), DETAILS))))
        .isEqualTo("{\"fk\":[\"b\"]," + KEYS + "}");
  }
}
