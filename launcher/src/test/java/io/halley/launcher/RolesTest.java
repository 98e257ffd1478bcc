/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static final String HOSTS = "127.0.0.1:2181";

  @Test
  void nodeOfNoRole_isAllOfThem_andNeedsNobody() {
    Node node = node("run");

    assertThat(modules(node)).containsExactly("web.war", "message-ejb.jar", "comet.war");
    assertThat(options(node))
        .containsExactly(
            "--public-port",
            "--admin-port",
            "--stat-port",
            "--ws-port",
            "--tcp-port",
            "--http-port");
  }

  @Test
  void cometNode_hasNoPortsOfAWebNode() {
    Node node = node("run", "--role", "comet", "--zookeeper", HOSTS);

    assertThat(modules(node)).containsExactly("health.war", "comet.war");
    assertThat(Announcement.lines(node, Port.of(node)))
        .containsExactly(
            "ready: ws=ws://127.0.0.1:6968/sub tcp=127.0.0.1:6969 comet-rpc=127.0.0.1:6970"
                + " http=http://127.0.0.1:8080");
  }

  @Test
  void webNode_opensWhatHttpNeeds_andItsServersOwnPortForThisMachineOnly() {
    Node node = node("run", "--role", "web", "--zookeeper", HOSTS);

    assertThat(modules(node)).containsExactly("web.war");
    assertThat(options(node))
        .containsExactly("--public-port", "--admin-port", "--stat-port", "--http-port");
    assertThat(Port.find(Port.of(node), Option.PUBLIC_PORT).orElseThrow().address())
        .isEqualTo("0.0.0.0");
    assertThat(Port.find(Port.of(node), Option.HTTP_PORT).orElseThrow().address())
        .isEqualTo("127.0.0.1");
    assertThat(Announcement.lines(node, Port.of(node))).hasSize(2);
  }

  @Test
  void messageNode_hasItsRpcPort_andNothingForStrangers() {
    Node node =
        node(
            "run",
            "--role",
            "message",
            "--store",
            "redis",
            "--zookeeper",
            HOSTS,
            "--message-rpc-port",
            "8071");

    assertThat(modules(node)).containsExactly("health.war", "message-ejb.jar");
    assertThat(Announcement.lines(node, Port.of(node)))
        .containsExactly("ready: message-rpc=127.0.0.1:8071 http=http://127.0.0.1:8080");
    assertThat(Port.of(node)).allMatch(port -> port.address().equals("127.0.0.1"));
  }

  @Test
  void nodeOfTwoRoles_startsTheirModulesInOrder() {
    Node node = node("run", "--role", "web,message", "--store", "redis", "--zookeeper", HOSTS);

    assertThat(modules(node)).containsExactly("web.war", "message-ejb.jar");
  }

  @Test
  void rpcPorts_areOpenedInAClusterOnly_whereTheSettingsSay() {
    Node node =
        node("run", "--store", "redis", "--zookeeper", HOSTS, "-Dhalley.rpc.address=127.0.0.2");

    assertThat(Port.find(Port.of(node), Option.COMET_RPC_PORT).orElseThrow().hostPort())
        .isEqualTo("127.0.0.2:6970");
    assertThat(Port.find(Port.of(node), Option.MESSAGE_RPC_PORT).orElseThrow().hostPort())
        .isEqualTo("127.0.0.2:8070");
    assertThat(Port.find(Port.of(node("run")), Option.COMET_RPC_PORT)).isEmpty();
  }

  @Test
  void httpAddress_isWherePublicHttpAndTheServersOwnAre() {
    Node node = node("run", "--http-address", "127.0.0.1");

    assertThat(Port.find(Port.of(node), Option.PUBLIC_PORT).orElseThrow().address())
        .isEqualTo("127.0.0.1");
    assertThat(Port.find(Port.of(node), Option.HTTP_PORT).orElseThrow().address())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void options_setWhatANodeInAClusterIs() {
    Node node =
        node(
            "run",
            "--name",
            "c9",
            "--weight",
            "3",
            "--store",
            "redis",
            "--zookeeper",
            "a:1,b:2/halley");

    assertThat(node.settings().node()).isEqualTo("c9");
    assertThat(node.settings().comet().weight()).isEqualTo(3);
    assertThat(node.settings().cluster().zookeeper()).contains("a:1,b:2/halley");
  }

  @Test
  void someRoles_withoutZooKeeper_areRefused() {
    assertThatThrownBy(() -> node("run", "--role", "comet"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "halley.roles is comet, which needs --zookeeper (halley.zookeeper.connect), for its"
                + " other roles must be found somewhere; the default is all of comet,web,message.");
  }

  @Test
  void unknownRole_isRefused() {
    assertThatThrownBy(
            () -> node("run", "--role", "comet,wep", "--store", "redis", "--zookeeper", HOSTS))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "halley.roles is comet,wep, but must be one or more of comet,web,message; the default"
                + " is comet,web,message.");
  }

  @Test
  void noRole_isRefused() {
    assertThatThrownBy(() -> node("run", "--role", ","))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("must be one or more of comet,web,message");
  }

  @Test
  void payaraServer_withSomeRoles_isRefused() {
    assertThatThrownBy(() -> node("server", "-Dhalley.roles=web", "--zookeeper", HOSTS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a Payara Server has all roles");
    assertThat(
            node("server", "--role", "web,comet,message", "--store", "redis", "--zookeeper", HOSTS)
                .settings())
        .matches(settings -> settings.hasAllRoles());
  }

  private static List<String> modules(Node node) {
    return new Layout(Path.of("/h"))
        .modules(node.settings().roles()).stream()
            .map(module -> module.getFileName().toString())
            .toList();
  }

  private static List<String> options(Node node) {
    return Port.of(node).stream().map(Port::option).toList();
  }

  private static Node node(String... arguments) {
    return Node.check(CommandLine.parse(new ArrayList<>(List.of(arguments))), Map.of(), Map.of());
  }
}
