/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.PushDetail;
import io.halley.cluster.rpc.PushResult;
import io.halley.web.http.ApiResult;
import io.halley.web.http.ResultCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PushResultsTest {
  private static final Key KEY = new Key("a\"b");
  private static final Key OTHER = new Key("b");
  private static final MultiKeyPush BATCH =
      MultiKeyPush.parse("{\"m\":\"1\",\"k\":\"b,a\\\"b\"}".getBytes(UTF_8)).orElseThrow();
  private static final Map<Key, PushDetail> DETAILS =
      Map.of(KEY, new PushDetail(Long.MAX_VALUE, true, 2, false));
  private static final String KEYS =
      "\"keys\":{\"a\\\"b\":"
          + "{\"mid\":9223372036854775807,\"stored\":true,\"connections\":2,\"repeated\":false}}";

  private static PushResult result(Set<Key> failed, Map<Key, PushDetail> details) {
    return new PushResult(failed, Set.of(), details);
  }

  @Test
  void one_withoutDetails_isItsCodeAlone() {
    assertThat(PushResults.one(PushResult.done())).isEqualTo(ApiResult.OK);
    assertThat(PushResults.one(PushResult.failed(List.of(KEY))))
        .isEqualTo(ApiResult.of(ResultCode.INTERNAL_ERROR));
  }

  @Test
  void one_withDetails() {
    assertThat(AnswerData.of(PushResults.one(result(Set.of(), DETAILS))))
        .isEqualTo("{" + KEYS + "}");
  }

  @Test
  void many_listsWhatFailed_inItsOrder_andDetails() {
    assertThat(PushResults.many(BATCH, PushResult.done())).isEqualTo(ApiResult.OK);
    assertThat(many(Set.of(KEY, OTHER), Map.of())).isEqualTo("{\"fk\":[\"b\",\"a\\\"b\"]}");
    assertThat(many(Set.of(), DETAILS)).isEqualTo("{" + KEYS + "}");
    assertThat(many(Set.of(OTHER), DETAILS)).isEqualTo("{\"fk\":[\"b\"]," + KEYS + "}");
  }

  @Test
  void many_listsNamesThatAreNoKeys() {
    MultiKeyPush batch =
        MultiKeyPush.parse("{\"m\":\"1\",\"k\":\"b,,a\"}".getBytes(UTF_8)).orElseThrow();
    assertThat(AnswerData.of(PushResults.many(batch, PushResult.done())))
        .isEqualTo("{\"fk\":[\"\"]}");
  }

  private static String many(Set<Key> failed, Map<Key, PushDetail> details) {
    return AnswerData.of(PushResults.many(BATCH, result(failed, details)));
  }
}
