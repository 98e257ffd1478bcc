/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.ArrayList;
import java.util.List;

/** What a node says when it is ready: where it is, and a command to try it with. */
final class Announcement {
  private Announcement() {}

  /**
   * The lines to print, the first beginning with {@code ready:}; the command only where the node
   * answers HTTP.
   *
   * @param ports as {@link Port#of} gives them
   */
  static List<String> lines(Node node, List<Port> ports) {
    StringBuilder ready = new StringBuilder("ready:");
    for (Port port : ports) {
      ready.append(' ').append(address(port));
    }
    List<String> lines = new ArrayList<>(List.of(ready.toString()));
    Port.find(ports, Option.ADMIN_PORT).ifPresent(admin -> lines.add(curl(node, admin)));
    return List.copyOf(lines);
  }

  private static String address(Port port) {
    return switch (Option.of(port.option()).orElseThrow()) {
      case PUBLIC_PORT -> "public=http://" + port.hostPort();
      case ADMIN_PORT -> "admin=http://" + port.hostPort();
      case STAT_PORT -> "stat=http://" + port.hostPort() + "/stat";
      case WS_PORT -> "ws=ws://" + port.hostPort() + "/sub";
      case TCP_PORT -> "tcp=" + port.hostPort();
      case COMET_RPC_PORT -> "comet-rpc=" + port.hostPort();
      case MESSAGE_RPC_PORT -> "message-rpc=" + port.hostPort();
      case HTTP_PORT -> "http=http://" + port.hostPort();
      case CONSOLE_PORT -> "console=http://" + port.hostPort();
      case ROLE, NAME, WEIGHT, ZOOKEEPER, ADMIN_ADDRESS, HTTP_ADDRESS, STORE, DATA, CONFIG ->
          throw new IllegalArgumentException(port.option() + " is no port");
    };
  }

  /** A push to try the node with. */
  static String curl(Node node, Port admin) {
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
