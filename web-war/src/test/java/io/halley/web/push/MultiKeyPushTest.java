/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiKeyPushTest {
  private static Optional<MultiKeyPush> parse(String body) {
    return MultiKeyPush.parse(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void message_isTheTextCompacted() {
    MultiKeyPush batch =
        parse("{ \"m\": \"{ \\\"x\\\" : [1, \\\"\\u00e9\\\"]\\r\\n}\", \"k\": \"a\" }")
            .orElseThrow();
    assertThat(batch.message()).isEqualTo(Payload.of("{\"x\":[1,\"é\"]}"));
  }

  @Test
  void names_countOnce_andStayInOrder() {
    MultiKeyPush batch = parse("{\"m\":\"1\",\"k\":\"b,a,,b, a,\"}").orElseThrow();
    assertThat(batch.names()).containsExactly("b", "a", "", " a");
    assertThat(batch.keys()).containsExactly(new Key("b"), new Key("a"), new Key(" a"));
    assertThat(batch.namesWithout(Set.of())).containsExactly("");
    assertThat(batch.namesWithout(Set.of(new Key("a")))).containsExactly("a", "");
  }

  @Test
  void otherMembers_doNotCount() {
    assertThat(parse("{\"z\":[{}],\"m\":\"1\",\"k\":\"a\",\"y\":null}")).isPresent();
  }

  @Test
  void otherMembers_mayHoldNumbersOfAnyLength() {
    for (String number :
        new String[] {"9".repeat(5_000), "1e300000", "1e99999999999", "-0." + "1".repeat(2_000)}) {
      assertThat(parse("{\"m\":\"" + number + "\",\"k\":\"a\",\"z\":" + number + "}"))
          .map(MultiKeyPush::message)
          .contains(Payload.of(number));
    }
  }

  @Test
  void members_thatAreRepeated_areTheLast() {
    assertThat(parse("{\"m\":\"1\",\"k\":\"a\",\"\\u006d\":\"2\",\"k\":\"b\"}"))
        .contains(new MultiKeyPush(Payload.of("2"), List.of("b"), Set.of(new Key("b"))));
    assertThat(parse("{\"m\":\"1\",\"k\":\"a\",\"m\":2}")).isEmpty();
  }

  @Test
  void nameWithANul_isNoKey_andFailsAlone() {
    MultiKeyPush batch = parse("{\"m\":\"\\\"\\\\u0000\\\"\",\"k\":\"a,b\\u0000\"}").orElseThrow();
    assertThat(batch.message()).isEqualTo(Payload.of("\"\\u0000\""));
    assertThat(batch.namesWithout(Set.of())).containsExactly("b\u0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "1",
        "[]",
        "\"m\"",
        "{}",
        "{\"m\":\"1\"}",
        "{\"k\":\"a\"}",
        "{\"m\":1,\"k\":\"a\"}",
        "{\"m\":{},\"k\":\"a\"}",
        "{\"m\":\"1\",\"k\":[\"a\"]}",
        "{\"m\":\"\",\"k\":\"a\"}",
        "{\"m\":\"x\",\"k\":\"a\"}",
        "{\"m\":\"1 2\",\"k\":\"a\"}",
        "{\"m\":\"\\\"\\ud800\\\"\",\"k\":\"a\"}",
        "{\"m\":\"1\",\"k\":\"\"}",
        "{\"m\":\"1\",\"k\":\",,\"}",
        "{\"m\":\"1\",\"k\":\"a\"} x"
      })
  void anythingElse_isNoBatch(String body) {
    assertThat(parse(body)).isEmpty();
  }

  @Test
  void deepEnvelopes_areNoBatch_andNoStackOverflow() {
    assertThat(parse("[".repeat(65_536))).isEmpty();
    assertThat(parse("{\"m\":\"1\",\"k\":\"a\",\"z\":" + "[".repeat(511) + "]".repeat(511) + "}"))
        .isPresent();
    assertThat(parse("{\"m\":\"1\",\"k\":\"a\",\"z\":" + "[".repeat(512) + "]".repeat(512) + "}"))
        .isEmpty();
  }
}
