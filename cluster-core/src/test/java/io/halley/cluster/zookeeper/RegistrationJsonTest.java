/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationJsonTest {
  private static final CometInstance COMET =
      new CometInstance(List.of("h:6970"), List.of("h:6969", "i:6969"), List.of("h:6968"), 2);

  @Test
  void comet_isWrittenByteForByteAsTheReferenceWritesIt() {
    assertThat(new String(RegistrationJson.write(COMET), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"rpc\":[\"h:6970\"],\"tcp\":[\"h:6969\",\"i:6969\"],\"ws\":[\"h:6968\"],\"weight\":2}");
  }

  @Test
  void message_isWrittenByteForByteAsTheReferenceWritesIt() {
    assertThat(
            new String(
                RegistrationJson.write(new MessageNode(List.of("h:8070"), 1)),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"rpc\":[\"h:8070\"],\"weight\":1}");
  }

  @Test
  void comet_isReadAsItWasWritten() {
    assertThat(RegistrationJson.comet(RegistrationJson.write(COMET))).isEqualTo(COMET);
  }

  @Test
  void comet_withoutListsAndWeight_hasNoEdgesAndWeightOne() {
    assertThat(comet("{ \"new\":1, \"ws\":null, \"rpc\":[\"[::1]:1\"] }"))
        .isEqualTo(new CometInstance(List.of("[::1]:1"), List.of(), List.of(), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                | no JSON",
        "{rpc:[`h:1`]}                   | no JSON",
        "{\"rpc\":[\"h:1\"]              | no JSON",
        "[\"h:1\"]                       | no JSON object",
        "{}                              | rpc names no address",
        "{\"rpc\":[]}                    | rpc names no address",
        "{\"rpc\":\"h:1\"}               | rpc is no list of addresses",
        "{\"rpc\":[1]}                   | rpc is no list of addresses",
        "{\"rpc\":[null]}                | rpc is no list of addresses",
        "{\"rpc\":[\"h\"]}               | rpc names h",
        "{\"rpc\":[\":1\"]}              | rpc names :1",
        "{\"rpc\":[\"h:0\"]}             | rpc names h:0",
        "{\"rpc\":[\"h:1\"],\"ws\":[\"h:65536\"]} | ws names h:65536",
        "{\"rpc\":[\"h:1\"],\"weight\":-1}        | weight is -1",
        "{\"rpc\":[\"h:1\"],\"weight\":1001}      | weight is 1001",
        "{\"rpc\":[\"h:1\"],\"weight\":1.5}       | weight is no whole number",
        "{\"rpc\":[\"h:1\"],\"weight\":\"1\"}     | weight is no whole number"
      })
  void comet_thatIsMalformed_isRefusedWithTheMistake(String text, String mistake) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> comet(text == null ? "" : text))
        .withMessageContaining(mistake);
  }

  @Test
  void message_withoutWeight_isRefusedOnlyWhereTheWeightIsZero() {
    assertThat(RegistrationJson.message(bytes("{\"rpc\":[\"h:1\"]}")).weight()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RegistrationJson.message(bytes("{\"rpc\":[\"h:1\"],\"weight\":0}")));
  }

  private static CometInstance comet(String text) {
    return RegistrationJson.comet(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
