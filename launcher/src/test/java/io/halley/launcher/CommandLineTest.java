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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void parse_ofNoOptions_hasTheDefaults() {
    CommandLine line = CommandLine.parse(List.of("run"));

    assertThat(line.mode()).isEqualTo(Mode.RUN);
    assertThat(line.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(line.config()).isEmpty();
    assertThat(line.httpAddress()).isEqualTo("0.0.0.0");
    assertThat(line.httpPort()).isEqualTo(8080);
    assertThat(line.consolePort()).isEqualTo(4848);
    assertThat(line.properties()).isEmpty();
  }

  @Test
  void parse_ofAnOptionWithASetting_setsTheProperty() {
    CommandLine line =
        CommandLine.parse(List.of("server", "--public-port", "18090", "--store=redis"));

    assertThat(line.mode()).isEqualTo(Mode.SERVER);
    assertThat(line.properties())
        .containsOnly(
            java.util.Map.entry("halley.web.public-port", "18090"),
            java.util.Map.entry("halley.message.store", "redis"));
  }

  @Test
  void parse_ofTheSamePropertyTwice_takesTheLaterOne() {
    CommandLine line =
        CommandLine.parse(List.of("run", "--ws-port", "1", "-Dhalley.comet.ws-port=2"));

    assertThat(line.properties()).containsEntry("halley.comet.ws-port", "2");
  }

  @Test
  void parse_ofAFlag_takesNoValue() {
    CommandLine line = CommandLine.parse(List.of("run", "--die-with-parent", "--tcp-port", "1"));

    assertThat(line.diesWithParent()).isTrue();
    assertThat(line.properties()).containsEntry("halley.comet.tcp-port", "1");
    assertThat(CommandLine.parse(List.of("run")).diesWithParent()).isFalse();
  }

  @Test
  void parse_ofAPropertyWithAnEqualsSign_keepsItInTheValue() {
    CommandLine line = CommandLine.parse(List.of("run", "-Dhalley.sql.url=jdbc:x?a=b"));

    assertThat(line.properties()).containsEntry("halley.sql.url", "jdbc:x?a=b");
  }

  @Test
  void parse_ofADirectoryWithSpaces_keepsThem() {
    CommandLine line = CommandLine.parse(List.of("run", "--data", "/tmp/a b"));

    assertThat(line.data()).isEqualTo(Path.of("/tmp/a b"));
  }

  @Test
  void parse_ofAnUnknownOption_isRefusedByName() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("run", "--publik-port", "1")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--publik-port");
  }

  @Test
  void parse_ofAStrayWord_isRefused() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("run", "quickly")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("quickly");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-D", "-D=x", "-Dname"})
  void parse_ofAPropertyWithoutNameOrValue_isRefused(String argument) {
    assertThatThrownBy(() -> CommandLine.parse(List.of("run", argument)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("-Dname=value");
  }

  @ParameterizedTest
  @EnumSource(Option.class)
  void parse_ofAnOptionWithoutItsValue_isRefused(Option option) {
    assertThatThrownBy(() -> CommandLine.parse(List.of("run", option.text())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(option.text() + " needs a value");
    assertThatThrownBy(() -> CommandLine.parse(List.of("run", option.text(), "--data", "d")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(option.text() + " needs a value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "0", "65536", "99999999999"})
  void parse_ofAPortOutOfBounds_isRefused(String port) {
    assertThatThrownBy(() -> CommandLine.parse(List.of("run", "--http-port", port)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--http-port")
        .hasMessageContaining(port);
  }

  @ParameterizedTest
  @EnumSource(Option.class)
  void help_namesEveryOption(Option option) throws IOException {
    assertThat(Files.readString(Path.of("../halley"))).contains("\n  " + option.text() + " ");
  }
}
