/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyFormatTest {
  private static ReplyFormat form(String query) {
    return ReplyFormat.of(ApiVersion.VERSIONED, Parameters.of(query));
  }

  @Test
  void callback_mayBeLeftOut() {
    assertThat(form("k=a").isAllowed()).isTrue();
    assertThat(form("cb=").isAllowed()).isTrue();
    assertThat(form("cb=a.b").isAllowed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cb=%FF", "cb=%", "cb=a%00", "cb=1"})
  void callback_thatIsNone_isRefused_andNotTakenAsLeftOut(String query) {
    assertThat(form(query).isAllowed()).isFalse();
  }
}
