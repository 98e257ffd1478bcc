/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.web.http.Parameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushOptionsTest {
  private static Optional<PushOptions> terms(String query, @Nullable String header) {
    return PushOptions.of(Parameters.of(query), header);
  }

  @Test
  void terms_ofAPlainPush() {
    assertThat(terms("expire=60", null)).contains(PushOptions.expiring(60));
    assertThat(terms("expire=4294967295&id=&detail=", null))
        .contains(PushOptions.expiring(4_294_967_295L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "expire=", "expire=-1", "expire=4294967296", "expire=x"})
  void expiry_outOfItsBounds_isRefused(String query) {
    assertThat(terms(query, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "id=order%2066,",
        ",order 66",
        ",'\"order 66\"'",
        ",' \"order 66\" '",
        "id=order%2066,\"order 66\"",
        "id=order+66,order 66"
      })
  void name_isInTheParameterOrTheHeader(@Nullable String query, @Nullable String header) {
    assertThat(terms("expire=0&" + query, header))
        .contains(new PushOptions(0, Optional.of("order 66"), false));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"id=one,two", "id=one,''", "x=1,''", "x=1,'\"\"'", "x=1,'  '"})
  void names_thatDiffer_orAreEmpty_areRefused(String query, String header) {
    assertThat(terms("expire=0&" + query, header)).isEmpty();
  }

  @Test
  void name_hasABound() {
    assertThat(terms("expire=0&id=" + "n".repeat(255), null)).isPresent();
    assertThat(terms("expire=0&id=" + "n".repeat(256), null)).isEmpty();
    assertThat(terms("expire=0", "n".repeat(255))).isPresent();
    assertThat(terms("expire=0", "n".repeat(256))).isEmpty();
    assertThat(terms("expire=0", "😀".repeat(255))).isPresent();
    assertThat(terms("expire=0", "😀".repeat(256))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id=%FF", "id=%", "id=a%00", "detail=%zz"})
  void term_thatIsMalformed_isRefused_andNotTakenAsLeftOut(String query) {
    assertThat(terms("expire=0&" + query, null)).isEmpty();
  }

  @Test
  void detail_isOneOrZero() {
    assertThat(terms("expire=0&detail=1", null))
        .contains(new PushOptions(0, Optional.empty(), true));
    assertThat(terms("expire=0&detail=0", null)).contains(PushOptions.expiring(0));
    assertThat(terms("expire=0&detail=yes", null)).isEmpty();
  }

  @Test
  void push_hasTheIdOfItsName_orOneOfItsOwn() {
    Payload message = Payload.of("1");
    PushOptions named = new PushOptions(9, Optional.of("n"), true);
    assertThat(named.push(message, () -> 5))
        .isEqualTo(new Push(message, 9, PushIds.named("n"), true));
    assertThat(PushOptions.expiring(9).push(message, () -> 5)).isEqualTo(new Push(message, 9, 5));
  }
}
