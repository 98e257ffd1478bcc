/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {
  @Test
  void advertised_goesFirst() {
    assertThat(OwnAddresses.of(List.of("a:1", "b:2"), "0.0.0.0", 6969))
        .containsExactly("a:1", "b:2");
  }

  @Test
  void boundAddress_isHandedOut() {
    assertThat(OwnAddresses.of(List.of(), "127.0.0.1", 6969)).containsExactly("127.0.0.1:6969");
    assertThat(OwnAddresses.of(List.of(), "push.example", 1)).containsExactly("push.example:1");
  }

  @Test
  void everyAddress_orOneThatClientsCannotRead_becomesAnIpv4Address() {
    for (String bound : new String[] {"0.0.0.0", "::", "::1"}) {
      assertThat(OwnAddresses.of(List.of(), bound, 6969))
          .singleElement()
          .asString()
          .matches("\\d+\\.\\d+\\.\\d+\\.\\d+:6969")
          .doesNotStartWith("0.");
    }
  }
}
