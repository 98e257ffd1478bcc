/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.MINUTE;
import static io.halley.testkit.message.MessageServiceContract.get;
import static io.halley.testkit.message.MessageServiceContract.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.TokenCheck;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps keys apart, and what a delete takes of one. */
interface KeysContract extends ServiceContract {
  @ParameterizedTest
  @MethodSource("pairsOfKeys")
  default void keys_thatLookAlike_areDistinct(String one, String other) {
    String unique = UUID.randomUUID().toString().substring(0, 20);
    Key first = new Key(unique + one);
    Key second = new Key(unique + other);
    append(Payload.of("1"), MINUTE, first, mid(0));
    get(service().addToken(first, "token"));

    assertThat(after(first, 0)).hasSize(1);
    assertThat(after(second, 0)).isEmpty();
    assertThat(get(service().useToken(second, "token"))).isEqualTo(TokenCheck.NO_CHANNEL);
    append(Payload.of("2"), MINUTE, second, mid(0));
  }

  static Stream<Arguments> pairsOfKeys() {
    return Stream.of(
        Arguments.of("key", "KEY"),
        Arguments.of("key", "key "),
        Arguments.of("e", "é"),
        Arguments.of("é", "e\u0301"),
        Arguments.of("%", "x"),
        Arguments.of("😀", "😁"));
  }

  @Test
  default void keys_ofTheLongestLength_areKept() {
    Key longest = new Key(newKey().value().substring(0, 30) + "😀".repeat(17));
    append(Payload.of("1"), MINUTE, longest, mid(0));

    assertThat(after(longest, 0)).hasSize(1);
  }

  @Test
  default void keys_of64CharactersBeyondTheBasicPlane_areKept() {
    String name =
        newKey()
            .value()
            .codePoints()
            .limit(40)
            .collect(
                StringBuilder::new,
                (to, c) -> to.appendCodePoint(c + 0x1F600),
                StringBuilder::append)
            .toString();
    Key longest = new Key(name + "😀".repeat(24));
    append(Payload.of("1"), MINUTE, longest, mid(0));
    get(service().addToken(longest, "token"));
    assertThat(after(longest, 0)).hasSize(1);
    assertThat(get(service().useToken(longest, "token"))).isEqualTo(TokenCheck.VALID);

    get(service().delete(longest));

    assertThat(after(longest, 0)).isEmpty();
  }

  @Test
  default void message_withAnEscapedNulOrALongNumber_isKeptAsItWasSpelled() {
    Payload nul = Payload.of("{\"a\\u0000\":\"\\u0000\"}");
    Payload number = Payload.of("[" + "9".repeat(5_000) + ",1e99999999999,1.50]");
    append(nul, MINUTE, key(), mid(0));
    append(number, MINUTE, key(), mid(1));

    assertThat(after(key(), 0)).extracting(Message::payload).containsExactly(nul, number);
  }

  @Test
  default void delete_removesAllOfTheKeyAndNothingElse() {
    Key other = newKey();
    append(Payload.of("1"), MINUTE, key(), mid(0));
    append(Payload.of("2"), MINUTE, key(), mid(1));
    append(Payload.of("3"), MINUTE, other, mid(0));

    get(service().delete(key()));

    assertThat(after(key(), 0)).isEmpty();
    assertThat(after(other, 0)).hasSize(1);
    get(service().delete(key()));
  }

  @Test
  default void delete_leavesTokens() {
    get(service().addToken(key(), "token"));

    get(service().delete(key()));

    assertThat(get(service().useToken(key(), "token"))).isEqualTo(TokenCheck.VALID);
  }
}
