/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

class RegistrationReaderTest {
  private final List<String> parsed = new ArrayList<>();
  private final RegistrationReader<MessageNode> reader =
      new RegistrationReader<>("/comets", 2, this::parse, MessageNode::rpc);

  private MessageNode parse(byte[] data) {
    parsed.add(new String(data, StandardCharsets.UTF_8));
    return RegistrationJson.message(data);
  }

  @Test
  void entries_areInTheOrderOfTheirNumbers_andThoseWithoutOneComeLast() {
    assertThat(
            read(
                znode("/comets/n/byhand", "h:3"),
                znode("/comets/n/x-0000000010", "h:2"),
                znode("/comets/n/00000000009", "h:1"),
                znode("/comets/m/0000000011", "h:4")))
        .containsExactly("m h:4", "n h:1", "n h:2", "n h:3");
  }

  @Test
  void whatLiesElsewhere_isNoEntry() {
    assertThat(
            read(
                znode("/comets", "h:1"),
                znode("/comets/n", "h:1"),
                znode("/comets/n/1/2", "h:1"),
                znode("/comets-not/n/1", "h:1")))
        .isEmpty();
    assertThat(parsed).isEmpty();
  }

  @Test
  void aProcessThatIsThereTwice_keepsItsPlaceAndSaysWhatItSaidLast() {
    RegistrationReader.Entry<MessageNode> entry =
        reader
            .read(
                Stream.of(
                    new ChildData("/comets/n/7", new Stat(), data("h:1", 5)),
                    new ChildData("/comets/n/3", new Stat(), data("h:1", 1))))
            .get(0);
    assertThat(entry.place()).isEqualTo(RegistrationOrder.of("3"));
    assertThat(entry.value().weight()).isEqualTo(5);
  }

  @Test
  void whatDidNotChange_isNotParsedAgain_norComplainedOfAgain() {
    ChildData malformed = new ChildData("/comets/n/1", new Stat(), new byte[] {'x'});
    ChildData good = znode("/comets/n/2", "h:1");
    for (int i = 0; i < 3; i++) {
      assertThat(read(malformed, good)).containsExactly("n h:1");
    }
    assertThat(parsed).hasSize(2);
  }

  private List<String> read(ChildData... znodes) {
    return reader.read(Stream.of(znodes)).stream()
        .map(entry -> entry.folder() + " " + entry.value().rpc().get(0))
        .toList();
  }

  private static ChildData znode(String path, String rpc) {
    return new ChildData(path, new Stat(), data(rpc, 1));
  }

  private static byte[] data(String rpc, int weight) {
    return RegistrationJson.write(new MessageNode(List.of(rpc), weight));
  }
}
