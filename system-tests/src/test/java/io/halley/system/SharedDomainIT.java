/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.Answer;
import io.halley.system.http.HttpListener;
import io.halley.system.node.Folders;
import io.halley.system.node.PayaraDomain;
import io.halley.testkit.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A domain that an operator has, with the EAR in it and without the launcher. */
class SharedDomainIT {
  private static final int PUBLIC = FreePorts.one();
  private static final int ADMIN = FreePorts.one();
  private static final int STAT = FreePorts.one();

  private static PayaraDomain domain;
  private static Path script;

  private static List<String> fresh;
  private static PayaraDomain.Outcome first;
  private static List<String> prepared;
  private static PayaraDomain.Outcome second;
  private static List<String> preparedAgain;

  @BeforeAll
  static void prepare() throws IOException {
    Path folder = Folders.create("shared-domain");
    domain = PayaraDomain.start(folder);
    String lines = Files.readString(PayaraDomain.script("halley.asadmin"));
    script =
        Files.writeString(
            folder.resolve("halley.asadmin"),
            lines
                .replace("--listenerport 8090", "--listenerport " + PUBLIC)
                .replace("--listenerport 8091", "--listenerport " + ADMIN)
                .replace("--listenerport 6972", "--listenerport " + STAT));
    fresh = configuration();
    first = domain.apply(script);
    prepared = configuration();
    second = domain.apply(script);
    preparedAgain = configuration();
    set("halley.web.public-port", PUBLIC);
    set("halley.web.admin-port", ADMIN);
    set("halley.web.stat-port", STAT);
    set("halley.comet.tcp-port", FreePorts.one());
    set("halley.comet.ws-port", FreePorts.one());
    set("halley.sql.url", "jdbc:h2:file:" + folder.resolve("messages") + ";PASSWORD=");
  }

  @AfterAll
  static void close() {
    domain.close();
  }

  @Test
  void script_addsWhatIsHalleys_andChangesNothingElse() {
    assertThat(first.code()).as(first.output()).isZero();
    assertThat(prepared).isNotEqualTo(fresh);
    // lists of names, such as the virtual server's listeners, have Halley's at their end
    List<String> others =
        prepared.stream()
            .filter(line -> !line.matches("[^=]*halley-.*|.*=halley-[a-z]+"))
            .map(line -> line.replaceAll(",halley-[a-z]+", ""))
            .toList();
    List<String> changed = new ArrayList<>(fresh);
    changed.removeAll(others);
    assertThat(changed).as("settings of others that the script changed").isEmpty();
    assertThat(others).hasSameSizeAs(fresh);
  }

  @Test
  void script_runAgain_changesNothing_andSaysSo() {
    assertThat(second.code()).as(second.output()).isZero();
    assertThat(second.output()).doesNotContain("failed", "already exists");
    assertThat(preparedAgain).isEqualTo(prepared);
  }

  @Test
  void mistakesInSettings_areAllInTheAnswerToTheDeployment() {
    set("halley.massage.cap", 1);
    set("halley.message.cap", 0);
    set("halley.web.admin-key", "p@ss ${nothing}");
    try {
      PayaraDomain.Outcome deployment = deploy();

      assertThat(deployment.code()).isNotZero();
      assertThat(deployment.output())
          .contains(
              "There is no setting halley.massage.cap; did you mean halley.message.cap?",
              "halley.message.cap is 0, but must be a whole number from 1 to 10000",
              "halley.web.admin-key has a ${...} that resolves to nothing")
          .doesNotContain("p@ss");
    } finally {
      for (String name :
          List.of("halley.massage.cap", "halley.message.cap", "halley.web.admin-key")) {
        domain.must("delete-system-property", name);
      }
    }
  }

  @Test
  void config_isWhatIsInForce_withoutSecrets() {
    assertThat(deploy().code()).isZero();
    try {
      set("halley.message.cap", 33);

      Answer config =
          HttpListener.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), STAT))
              .get("/stat?type=config");

      assertThat(config.body())
          .contains("\"halley.message.cap\": \"20\"", ";PASSWORD=***", "\"" + PUBLIC + "\"");
    } finally {
      domain.must("delete-system-property", "halley.message.cap");
      domain.must("undeploy", "halley");
    }
  }

  private static PayaraDomain.Outcome deploy() {
    return domain.asadmin("deploy", "--name", "halley", PayaraDomain.ear().toString());
  }

  private static void set(String name, Object value) {
    domain.must("create-system-properties", name + "=" + escaped(value.toString()));
  }

  /** asadmin takes colons for the ends of properties. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(":", "\\:").replace("=", "\\=");
  }

  private static List<String> configuration() {
    return domain
        .must("get", "configs.config.server-config.*")
        .lines()
        .filter(line -> line.startsWith("configs."))
        .sorted()
        .toList();
  }
}
