/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.halley.bench.node.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
  private static final Path ROOT = Path.of("/project");

  @Test
  void noOptions_meanAllWorkloadsOnANodeOfItsOwn() {
    BenchOptions options = parse();
    assertThat(options.addresses()).isEmpty();
    assertThat(options.quick()).isFalse();
    assertThat(options.wants("steady")).isTrue();
    assertThat(options.out()).isEqualTo(Path.of("/project/BENCHMARKS.md"));
  }

  @Test
  void options_areUnderstood() {
    BenchOptions options =
        parse("--quick", "--only", "push,steady", "--admin", "127.0.0.1:8091", "--out", "x.md");
    assertThat(options.quick()).isTrue();
    assertThat(options.wants("push")).isTrue();
    assertThat(options.wants("one-key")).isFalse();
    assertThat(options.addresses())
        .containsOnly(
            entry(Listener.ADMIN, new InetSocketAddress(InetAddress.getLoopbackAddress(), 8091)));
    assertThat(options.out()).isEqualTo(Path.of("/project/x.md"));
  }

  @Test
  void settings_areForANodeThatTheBenchStarts() {
    assertThat(parse("-Dhalley.comet.buckets=64").nodeOptions())
        .containsExactly("-Dhalley.comet.buckets=64");
    assertThatThrownBy(() -> parse("-Da=b", "--admin", "127.0.0.1:1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("-Da=b is for a node that the bench starts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fast            | There is no option --fast",
        "--out             | The option --out needs a value",
        "--connections 99  | --connections takes a number from 100 to 60000, but was given 99",
        "--connections all | --connections takes a number from 100 to 60000, but was given all",
        "--tcp 6969        | --tcp takes host:port, but was given 6969",
        "--tcp here:0      | --tcp's port takes a number from 1 to 65535, but was given 0",
        "--ws no.invalid:1 | The host of --ws, no.invalid:1, is not known",
      })
  void whatIsWrong_isToldInOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> parse(line.split(" ", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(sentence);
  }

  private static BenchOptions parse(String... arguments) {
    return BenchOptions.parse(List.of(arguments), ROOT);
  }
}
