/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.List;

/** What a node says when it is ready: where it is, and a command to try it with. */
final class Announcement {
  private Announcement() {}

  /**
   * The lines to print, the first beginning with {@code ready:}.
   *
   * @param ports as {@link Port#of} gives them
   */
  static List<String> lines(Node node, List<Port> ports) {
    StringBuilder ready = new StringBuilder("ready:");
    for (Port port : ports) {
      ready.append(' ').append(address(port));
    }
    return List.of(ready.toString(), curl(node, ports));
  }

  private static String address(Port port) {
    return switch (Option.of(port.option()).orElseThrow()) {
      case PUBLIC_PORT -> "public=http://" + port.hostPort();
      case ADMIN_PORT -> "admin=http://" + port.hostPort();
      case STAT_PORT -> "stat=http://" + port.hostPort() + "/stat";
      case WS_PORT -> "ws=ws://" + port.hostPort() + "/sub";
      case TCP_PORT -> "tcp=" + port.hostPort();
      case HTTP_PORT -> "http=http://" + port.hostPort();
      case CONSOLE_PORT -> "console=http://" + port.hostPort();
      case ADMIN_ADDRESS, STORE, DATA, CONFIG ->
          throw new IllegalArgumentException(port.option() + " is no port");
    };
  }

  private static String curl(Node node, List<Port> ports) {
    Port admin =
        ports.stream()
            .filter(port -> port.option().equals(Option.ADMIN_PORT.text()))
            .findFirst()
            .orElseThrow();
    // the key itself is not for the screen
    String key =
        node.settings().web().adminKey().isPresent() ? " -H \"Authorization: Bearer $KEY\"" : "";
    return "curl"
        + key
        + " -d '{\"hello\":\"world\"}' 'http://"
        + admin.hostPort()
        + "/1/admin/push/private?key=first&expire=600'";
  }
}
