/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterLineTest {
  @Test
  void parse_ofNoOptions_hasTheDefaults() {
    ClusterLine line = ClusterLine.parse(List.of("cluster"));

    assertThat(line.data()).isEqualTo(Path.of("data/cluster").toAbsolutePath());
    assertThat(line.comets()).isEqualTo(3);
    assertThat(line.webs()).isEqualTo(2);
    assertThat(line.messages()).isEqualTo(2);
    assertThat(line.portOffset()).isZero();
    assertThat(line.properties()).isEmpty();
  }

  @Test
  void parse_readsHowManyNodesThereAre_andSettingsForAllOfThem() {
    ClusterLine line =
        ClusterLine.parse(
            List.of(
                "cluster",
                "--comets=1",
                "--webs",
                "9",
                "--messages",
                "4",
                "--port-offset",
                "10000",
                "--store",
                "redis",
                "-Dhalley.redis.uri=redis://h"));

    assertThat(List.of(line.comets(), line.webs(), line.messages(), line.portOffset()))
        .containsExactly(1, 9, 4, 10_000);
    assertThat(line.properties())
        .containsEntry("halley.message.store", "redis")
        .containsEntry("halley.redis.uri", "redis://h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--comets=0", "--webs=10", "--messages=x", "--port-offset=50001"})
  void parse_ofANumberOutOfBounds_isRefused(String option) {
    assertThatThrownBy(() -> ClusterLine.parse(List.of("cluster", option)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("The option " + option.substring(0, option.indexOf('=')) + " takes")
        .hasMessageContaining("but was given");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "halley.roles",
        "halley.node.name",
        "halley.zookeeper.connect",
        "halley.web.public-port",
        "halley.comet.tcp-address",
        "halley.comet.advertised-ws",
        "halley.message.rpc-port"
      })
  void parse_ofASettingThatDiffersBetweenNodes_isRefused(String name) {
    assertThatThrownBy(() -> ClusterLine.parse(List.of("cluster", "-D" + name + "=1")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(name + " is not the same for all nodes");
  }

  @Test
  void parse_ofAnOptionOfANode_isRefused() {
    assertThatThrownBy(() -> ClusterLine.parse(List.of("cluster", "--tcp-port", "1")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--tcp-port");
  }

  @Test
  void help_namesEveryOption() throws IOException {
    String help = Files.readString(Path.of("../halley"));
    assertThat(ClusterLine.OPTIONS.keySet())
        .allMatch(option -> help.contains("\n  " + option + " "));
    assertThat(help).contains("\n  " + CommandLine.DIE_WITH_PARENT + " ");
  }
}
