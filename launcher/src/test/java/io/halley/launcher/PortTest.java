/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortTest {
  private static final String EVERYWHERE = "0.0.0.0";

  @Test
  void requireFree_ofAPortInUse_saysWhichOptionChangesIt() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int number = other.getLocalPort();
      List<Port> ports = List.of(new Port("public HTTP", EVERYWHERE, number, "--public-port"));

      assertThatThrownBy(() -> Port.requireFree(ports))
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "port " + number + " (public HTTP) is in use; choose another with --public-port.");
    }
  }

  @Test
  void requireFree_ofTwoPortsInUse_saysBoth() throws IOException {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket two = new ServerSocket(0)) {
      List<Port> ports =
          List.of(
              new Port("a", EVERYWHERE, one.getLocalPort(), "--a"),
              new Port("b", EVERYWHERE, two.getLocalPort(), "--b"));

      assertThatThrownBy(() -> Port.requireFree(ports))
          .hasMessageContaining("--a")
          .hasMessageContaining("--b");
    }
  }

  @Test
  void requireFree_ofOnePortForTwo_isRefused() {
    int number = Port.anyFree();
    List<Port> ports =
        List.of(new Port("a", EVERYWHERE, number, "--a"), new Port("b", EVERYWHERE, number, "--b"));

    assertThatThrownBy(() -> Port.requireFree(ports))
        .hasMessageContaining("asked for twice")
        .hasMessageContaining("--b");
  }

  @Test
  void requireFree_ofAnAddressThatIsNotThisMachines_namesTheAddress() {
    List<Port> ports = List.of(new Port("admin HTTP", "192.0.2.77", 50_001, "--admin-port"));

    assertThatThrownBy(() -> Port.requireFree(ports)).hasMessageContaining("192.0.2.77");
  }

  @Test
  void requireFree_ofFreePorts_leavesThemFree() {
    List<Port> ports = List.of(new Port("a", EVERYWHERE, Port.anyFree(), "--a"));

    assertThatCode(
            () -> {
              Port.requireFree(ports);
              Port.requireFree(ports);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void announcement_hasEveryAddressOnOneLineAndACommandToTry() {
    CommandLine line =
        CommandLine.parse(List.of("server", "--tcp-port", "7", "-Dhalley.web.admin-key=secret"));
    Node node = Node.check(line, Map.of(), Map.of());

    List<String> lines = Announcement.lines(node, Port.of(node));

    assertThat(lines)
        .containsExactly(
            "ready: public=http://127.0.0.1:8090 admin=http://127.0.0.1:8091"
                + " stat=http://127.0.0.1:6972/stat ws=ws://127.0.0.1:6968/sub tcp=127.0.0.1:7"
                + " http=http://127.0.0.1:8080 console=http://127.0.0.1:4848",
            "curl -H \"Authorization: Bearer $KEY\" -d '{\"hello\":\"world\"}'"
                + " 'http://127.0.0.1:8091/1/admin/push/private?key=first&expire=600'");
  }
}
