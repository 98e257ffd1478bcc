/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final Delivery delivery = new Delivery(new Message(12, Payload.of("{\"a\":\"b\"}")));

  @Test
  void delivery_isEncodedOnceForEachFramingAndFormat() {
    Set<String> different = new HashSet<>();
    for (Framing framing : Framing.values()) {
      for (MessageFormat format : MessageFormat.values()) {
        byte[] bytes = delivery.bytes(framing, format);
        assertThat(delivery.bytes(framing, format)).isSameAs(bytes);
        different.add(HexFormat.of().formatHex(bytes));
      }
    }
    assertThat(different).hasSize(Framing.values().length * MessageFormat.values().length);
  }

  @Test
  void delivery_hasTheIdOfItsMessage() {
    assertThat(delivery.mid()).isEqualTo(12);
  }
}
