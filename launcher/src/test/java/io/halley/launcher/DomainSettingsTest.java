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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainSettingsTest {
  private static final String DOMAIN =
      """
      <domain log-root="x">
        <servers>
          <server name="server" config-ref="server-config">
            <system-property name="halley.web.public-port" value="9000"></system-property>
            <system-property name="com.example" value="1"></system-property>
            %s
          </server>
          <server name="other"><system-property name="halley.message.cap" value="1"/></server>
        </servers>
        <configs>
          <config name="server-config">
            <property name="payara.microprofile.halley.message.cap" value="7"></property>
            <system-property name="halley.web.public-port" value="1"/>
            <system-property name="halley.comet.ws-port" value="9001"/>
            <java-config><jvm-options>-Dhalley.comet.buckets=8</jvm-options></java-config>
          </config>
          <config name="default-config">
            <system-property name="halley.comet.tcp-port" value="9002"/>
          </config>
        </configs>
        <system-property name="halley.web.stat-port" value="9003"/>
        <property name="payara.microprofile.halley.message.cap" value="6"></property>
      </domain>
      """;

  private static final CommandLine LINE =
      CommandLine.parse(List.of("server", "--data", "/d", "--console-port", "5848"));

  private final Path file;

  DomainSettingsTest(@TempDir Path directory) {
    file = directory.resolve("domain.xml");
  }

  @Test
  void settings_areThoseOfTheServer_theNearestLevelFirst() throws IOException {
    DomainSettings domain = domain("");

    assertThat(domain.standing())
        .containsOnlyKeys(
            "halley.web.public-port",
            "halley.comet.ws-port",
            "halley.comet.buckets",
            "halley.web.stat-port")
        .containsEntry(
            "halley.web.public-port",
            new DomainSettings.Standing("9000", "delete-system-property halley.web.public-port"))
        .containsEntry(
            "halley.comet.ws-port",
            new DomainSettings.Standing(
                "9001", "delete-system-property --target server-config halley.comet.ws-port"));
    assertThat(domain.below()).containsExactly(Map.entry("halley.message.cap", "7"));
  }

  @Test
  void noDomain_hasNoSettings() {
    assertThat(DomainSettings.read(file)).isEqualTo(DomainSettings.NONE);
  }

  @Test
  void settingOfTheDomain_goesBeforeTheCommandLine_andOneOfItsConfigBehindEverything()
      throws IOException {
    CommandLine line =
        CommandLine.parse(List.of("server", "--public-port", "9009", "--data", "/d"));
    Node node = Node.check(line, Map.of(), Map.of("HALLEY_COMET_WS_PORT", "9008"), domain(""));

    assertThat(node.settings().web().publicPort()).isEqualTo(9000);
    assertThat(node.settings().comet().webSocketPort()).isEqualTo(9001);
    assertThat(node.settings().message().cap()).isEqualTo(7);
    assertThat(
            Node.check(line, Map.of("halley.message.cap", "8"), Map.of(), domain(""))
                .settings()
                .message()
                .cap())
        .isEqualTo(8);
  }

  @Test
  void settingOfTheDomain_thatIsNotWhatWasAskedFor_isNamedWithItsRemoval() throws IOException {
    Map<String, String> asked =
        Map.of(
            "halley.web.public-port",
            "8090",
            "halley.comet.ws-port",
            "9001",
            "halley.comet.buckets",
            "8",
            "halley.web.stat-port",
            "9003");

    assertThat(domain("").sentences(asked, LINE))
        .containsExactly(
            "the domain sets halley.web.public-port, in its console or by asadmin, which goes"
                + " before the command line, the environment and the file of settings; to take that"
                + " back: asadmin --port 5848 delete-system-property halley.web.public-port, then"
                + " start again.");
  }

  @Test
  void mistakeInTheDomain_isRefused_withTheWayToTakeItOut() {
    assertThatThrownBy(() -> check("<system-property name='halley.massage.cap' value='4'/>"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("There is no setting halley.massage.cap")
        .hasMessageContaining(
            "halley.massage.cap stands in the domain; to take it out: asadmin start-domain"
                + " --domaindir /d/domain halley, asadmin --port 5848 delete-system-property"
                + " halley.massage.cap, asadmin stop-domain --domaindir /d/domain halley.");
  }

  @Test
  void passwordAlias_isTheServersToResolve_butForTheAdminKey() throws IOException {
    Node node = check("<system-property name='halley.sql.password' value='${ALIAS=db}'/>");
    assertThat(node.properties()).doesNotContainKey("halley.sql.password");

    assertThatThrownBy(
            () -> check("<system-property name='halley.web.admin-key' value='${ALIAS=k}'/>"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("halley.web.admin-key is an expression in the domain");
  }

  private Node check(String more) throws IOException {
    return Node.check(LINE, Map.of(), Map.of(), domain(more));
  }

  private DomainSettings domain(String more) throws IOException {
    return DomainSettings.read(Files.writeString(file, DOMAIN.formatted(more)));
  }
}
