/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.MINUTE;
import static io.halley.testkit.message.MessageServiceContract.get;
import static io.halley.testkit.message.MessageServiceContract.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a save keeps, and what it refuses. */
interface SavingContract extends ServiceContract {
  @Test
  default void save_oneMessage_isFoundAsItWas() {
    Payload payload = Payload.of("{\"a\": [1, 1.0, 1e2, null, true], \"b\":\"\\u00e9é😀\"}");

    assertThat(save(payload, MINUTE, key(), mid(0))).isEmpty();

    assertThat(findAfter(key(), 0)).containsExactly(new Message(mid(0), payload));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  default void save_anyJsonValue_isFoundByteForByte(String json) {
    save(Payload.of(json), MINUTE, key(), mid(0));

    assertThat(findAfter(key(), 0)).extracting(m -> m.payload().text()).containsExactly(json);
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
  default void save_forManyKeys_isFoundUnderEachWithItsOwnMid() {
    List<Recipient> recipients =
        IntStream.range(0, 300).mapToObj(i -> new Recipient(newKey(), mid(i))).toList();

    assertThat(get(service().save(Payload.of("1"), expiry(MINUTE), recipients))).isEmpty();

    for (Recipient to : recipients) {
      assertThat(findAfter(to.key(), 0)).extracting(Message::mid).containsExactly(to.mid());
    }
  }

  @Test
  default void save_equalMessagesInOneSecond_areAllKept() {
    for (int i = 0; i < 3; i++) {
      save(Payload.of("{\"equal\":true}"), MINUTE, key(), mid(i));
    }

    assertThat(findAfter(key(), 0))
        .extracting(Message::mid)
        .containsExactly(mid(0), mid(1), mid(2));
  }

  @Test
  default void save_whatIsThereAlready_failsForThatKeyOnly() {
    Key other = newKey();
    save(Payload.of("\"first\""), MINUTE, key(), mid(0));

    Set<Key> failed =
        get(
            service()
                .save(
                    Payload.of("\"second\""),
                    expiry(MINUTE),
                    List.of(new Recipient(key(), mid(0)), new Recipient(other, mid(0)))));

    assertThat(failed).containsExactly(key());
    assertThat(findAfter(key(), 0))
        .extracting(m -> m.payload().text())
        .containsExactly("\"first\"");
    assertThat(findAfter(other, 0)).hasSize(1);
  }

  @Test
  default void save_manyAtATime_keepsEachKeysOrder() {
    List<CompletionStage<Set<Key>>> answers = new ArrayList<>();
    List<Key> keys = IntStream.range(0, 10).mapToObj(i -> newKey()).toList();
    for (int i = 0; i < CAP; i++) {
      for (Key each : keys) {
        answers.add(
            service()
                .save(
                    Payload.of(String.valueOf(i)),
                    expiry(MINUTE),
                    List.of(new Recipient(each, mid(i)))));
      }
    }

    answers.forEach(answer -> assertThat(get(answer)).isEmpty());
    for (Key each : keys) {
      assertThat(findAfter(each, 0))
          .extracting(m -> m.payload().text())
          .containsExactlyElementsOf(IntStream.range(0, CAP).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  default void save_withTheLongestExpiry_isFound() {
    save(Payload.of("1"), (1L << 32) - 1, key(), mid(0));

    assertThat(findAfter(key(), 0)).hasSize(1);
  }
}
