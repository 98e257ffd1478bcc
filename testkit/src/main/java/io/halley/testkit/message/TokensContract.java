/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.TOKEN_LIFE;
import static io.halley.testkit.message.MessageServiceContract.get;
import static io.halley.testkit.message.MessageServiceContract.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What becomes of tokens. */
interface TokensContract extends ServiceContract {
  @Test
  default void addToken_twice_isFalseTheSecondTime() {
    assertThat(get(service().addToken(key(), "token"))).isTrue();
    assertThat(get(service().addToken(key(), "token"))).isFalse();
    assertThat(get(service().addToken(key(), "Token"))).isTrue();
    assertThat(get(service().addToken(newKey(), "token"))).isTrue();
  }

  @Test
  default void addToken_manyAtATime_isTrueOnce() {
    for (int round = 0; round < 30; round++) {
      Key one = newKey();
      List<CompletionStage<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        answers.add(service().addToken(one, "token"));
      }

      assertThat(answers.stream().filter(MessageServiceContract::get)).hasSize(1);
    }
  }

  @Test
  default void useToken_tellsTheThreeOutcomesApart() {
    assertThat(get(service().useToken(key(), "token"))).isEqualTo(TokenCheck.NO_CHANNEL);

    get(service().addToken(key(), "token"));

    assertThat(get(service().useToken(key(), "token"))).isEqualTo(TokenCheck.VALID);
    assertThat(get(service().useToken(key(), "other"))).isEqualTo(TokenCheck.INVALID);
    assertThat(get(service().useToken(key(), ""))).isEqualTo(TokenCheck.INVALID);
  }

  @Test
  default void useToken_beginsItsLifeAnew() {
    get(service().addToken(key(), "token"));
    clock().advance(TOKEN_LIFE.minusSeconds(1));
    assertThat(get(service().useToken(key(), "token"))).isEqualTo(TokenCheck.VALID);

    clock().advance(TOKEN_LIFE.minusSeconds(1));
    assertThat(get(service().useToken(key(), "token"))).isEqualTo(TokenCheck.VALID);
  }

  @Test
  default void useToken_ofAnother_doesNotKeepAToken() {
    get(service().addToken(key(), "used"));
    get(service().addToken(key(), "unused"));
    clock().advance(TOKEN_LIFE.dividedBy(2));
    get(service().useToken(key(), "used"));
    clock().advance(TOKEN_LIFE.dividedBy(2));

    assertThat(get(service().useToken(key(), "unused"))).isEqualTo(TokenCheck.INVALID);
    assertThat(get(service().useToken(key(), "used"))).isEqualTo(TokenCheck.VALID);
  }

  @Test
  default void useToken_expired_isAsIfItHadNeverBeen() {
    get(service().addToken(key(), "token"));
    clock().advance(TOKEN_LIFE);

    assertThat(get(service().useToken(key(), "token"))).isEqualTo(TokenCheck.NO_CHANNEL);
    assertThat(get(service().addToken(key(), "token"))).isTrue();
    assertThat(get(service().useToken(key(), "token"))).isEqualTo(TokenCheck.VALID);
  }
}
