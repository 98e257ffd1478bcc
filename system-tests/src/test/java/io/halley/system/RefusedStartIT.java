/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.node.Folders;
import io.halley.system.node.HalleyProcess;
import io.halley.system.node.Listener;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.system.node.RedisProcess;
import io.halley.testkit.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that cannot go on ends soon, with one sentence that says why, and not with code 0. */
class RefusedStartIT {
  /** The first start of a build archives classes before it looks at anything. */
  private static final Duration SOON = Duration.ofSeconds(90);

  static final Duration BOUNDED = Duration.ofMinutes(2);

  private static Path data;

  @BeforeAll
  static void makeFolder() {
    data = Folders.create("refused");
  }

  static void assertRefused(NodeSetup setup, Duration within, String... words) {
    try (HalleyProcess node = HalleyProcess.launch(setup)) {
      int code = node.awaitExit(within);
      List<String> said = said(node);
      assertThat(code).as("exit code after %s", said).isNotZero();
      assertThat(said).as("what it said").hasSize(1);
      assertThat(said.get(0)).contains(words).endsWith(".");
    }
  }

  /** What it said, but that it archives classes, as the first start of a build does. */
  private static List<String> said(HalleyProcess node) {
    return node.output().stream().filter(line -> !line.startsWith("archiving ")).toList();
  }

  private static NodeSetup micro(String... options) {
    return NodeSetup.of(NodeKind.MICRO, data, options);
  }

  @ParameterizedTest
  @EnumSource(
      value = Listener.class,
      names = {"CONSOLE"},
      mode = EnumSource.Mode.EXCLUDE)
  void portInUse_isRefused(Listener listener) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeSetup setup = micro().withPort(listener, taken.getLocalPort());
      assertRefused(setup, SOON, String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void adminListenerThatOthersReach_withoutAKey_isRefused() {
    assertRefused(
        micro("--admin-address", "0.0.0.0"),
        SOON,
        "halley.web.admin-address",
        "0.0.0.0",
        "halley.web.admin-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-such-option", "--store=paper", "-Dhalley.comet.buckets=7"})
  void badOption_isRefused(String option) {
    String name =
        option.replaceFirst("^-D", "").replaceFirst("=.*", "").replace("--store", "store");
    assertRefused(micro(option), SOON, name);
  }

  @Test
  void severalMistakes_areReportedTogether() {
    NodeSetup setup =
        micro("-Dhalley.comet.buckets=7", "-Dhalley.message.cap=0", "-Dhalley.comet.auth=maybe");
    try (HalleyProcess node = HalleyProcess.launch(setup)) {
      assertThat(node.awaitExit(SOON)).isNotZero();
      assertThat(String.join("\n", node.output()))
          .contains("halley.comet.buckets", "halley.message.cap", "halley.comet.auth");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"message", "comet", "web", "comet,web,message"})
  @Execution(ExecutionMode.CONCURRENT)
  void zooKeeperThatIsNotThere_isRefused_byWhateverNode(String roles) {
    String address = "127.0.0.1:" + FreePorts.one();
    // a folder of its own: the nodes wait side by side
    Path folder = Folders.create("refused");
    try (RedisProcess redis = RedisProcess.start(FreePorts.one(), folder);
        HalleyProcess node =
            HalleyProcess.launch(
                NodeSetup.of(
                    NodeKind.MICRO,
                    folder,
                    "--role",
                    roles,
                    "--zookeeper",
                    address,
                    "--store",
                    "redis",
                    "-Dhalley.redis.uri=" + redis.uri(),
                    "-Dhalley.comet.rpc-port=" + FreePorts.one(),
                    "-Dhalley.message.rpc-port=" + FreePorts.one()))) {
      int code = node.awaitExit(BOUNDED);
      assertThat(code).as("exit code after %s", node.output()).isNotZero();
      assertThat(said(node))
          .isNotEmpty()
          .allSatisfy(
              sentence ->
                  assertThat(sentence).contains(address, "halley.zookeeper.connect").endsWith("."));
    }
  }

  @Test
  void databaseOfItsOwn_whereOtherMessageNodesMayBe_isRefused() {
    assertRefused(
        micro("--role", "message", "--zookeeper", "127.0.0.1:" + FreePorts.one()),
        SOON,
        "halley.message.store",
        "halley.zookeeper.connect");
  }

  @Test
  void redisThatIsNotThere_isRefused() {
    String address = "127.0.0.1:" + FreePorts.one();
    assertRefused(
        micro("--store", "redis", "-Dhalley.redis.uri=redis://:a-password@" + address),
        BOUNDED,
        address);
  }
}
