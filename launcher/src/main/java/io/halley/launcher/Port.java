/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.CometSettings;
import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A port that a node will listen on.
 *
 * @param name what it is for
 * @param address the address that it binds
 * @param number its number; 0: any free one
 * @param option what changes it
 */
record Port(String name, String address, int number, String option) {

  static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";

  /** Every port of the node that its roles make it open, the public one first. */
  static List<Port> of(Node node) {
    Settings settings = node.settings();
    String everywhere = node.line().httpAddress();
    boolean isComet = settings.roles().contains(Role.COMET);
    List<Port> ports = new ArrayList<>();
    if (settings.roles().contains(Role.WEB)) {
      WebSettings web = settings.web();
      ports.add(port("public HTTP", everywhere, web.publicPort(), Option.PUBLIC_PORT));
      ports.add(port("admin HTTP", web.adminAddress(), web.adminPort(), Option.ADMIN_PORT));
      ports.add(port("stat", LOOPBACK, web.statPort(), Option.STAT_PORT));
    }
    if (isComet) {
      CometSettings comet = settings.comet();
      ports.add(port("WebSocket", comet.webSocketAddress(), comet.webSocketPort(), Option.WS_PORT));
      ports.add(port("TCP", comet.tcpAddress(), comet.tcpPort(), Option.TCP_PORT));
    }
    ports.addAll(rpc(settings));
    ports.add(
        port(
            "the application server's HTTP",
            // only a comet node's modules answer strangers there
            isComet ? everywhere : LOOPBACK,
            node.line().httpPort(),
            Option.HTTP_PORT));
    if (node.line().mode() == Mode.SERVER) {
      ports.add(
          port("the admin console", LOOPBACK, node.line().consolePort(), Option.CONSOLE_PORT));
    }
    return List.copyOf(ports);
  }

  /** What other nodes call, where there may be others. */
  private static List<Port> rpc(Settings settings) {
    List<Port> ports = new ArrayList<>();
    if (settings.cluster().zookeeper().isPresent()) {
      String address = settings.cluster().rpcAddress();
      if (settings.roles().contains(Role.COMET)) {
        ports.add(port("comet RPC", address, settings.comet().rpcPort(), Option.COMET_RPC_PORT));
      }
      if (settings.roles().contains(Role.MESSAGE)) {
        ports.add(
            port("message RPC", address, settings.message().rpcPort(), Option.MESSAGE_RPC_PORT));
      }
    }
    return ports;
  }

  private static Port port(String name, String address, int number, Option option) {
    return new Port(name, address, number, option.text());
  }

  /**
   * Tries every port.
   *
   * @throws RefusedException with a sentence for each that cannot be had
   */
  static void requireFree(List<Port> ports) {
    List<String> sentences = new ArrayList<>();
    Map<Integer, Port> taken = new HashMap<>();
    for (Port port : ports) {
      Port other = port.number == 0 ? null : taken.putIfAbsent(port.number, port);
      if (other != null) {
        sentences.add(
            "port "
                + port.number
                + " is asked for twice, for "
                + other.name
                + " and for "
                + port.name
                + "; choose another with "
                + port.option
                + ".");
      } else {
        port.obstacle().ifPresent(sentences::add);
      }
    }
    if (!sentences.isEmpty()) {
      throw new RefusedException(sentences);
    }
  }

  /** Why the port cannot be bound now, in one sentence; empty where it can. */
  private Optional<String> obstacle() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(resolved(address));
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("the address " + address + " of " + name + " is not known here.");
    } catch (BindException e) {
      return Optional.of(
          inUse()
              ? "port " + number + " (" + name + ") is in use; choose another with " + option + "."
              : cannotBind(e));
    } catch (IOException e) {
      return Optional.of(cannotBind(e));
    }
  }

  private String cannotBind(IOException reason) {
    return "port "
        + number
        + " ("
        + name
        + ") cannot be bound on "
        + address
        + ": "
        + reason.getMessage()
        + "; choose another with "
        + option
        + ".";
  }

  /** Tells a port that is taken from an address that is not this machine's, or a forbidden port. */
  private boolean inUse() {
    try (ServerSocket any = new ServerSocket()) {
      any.bind(resolved(LOOPBACK));
      return answers();
    } catch (IOException e) {
      return number >= 1_024 || answers();
    }
  }

  /** The one of these ports that an option changes; empty where the node does not open it. */
  static Optional<Port> find(List<Port> ports, Option option) {
    return ports.stream().filter(port -> port.option.equals(option.text())).findFirst();
  }

  /** A port that is free now; somebody else may take it before it is used. */
  static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether somebody accepts connections there. */
  boolean answers() {
    try (Socket socket = connect()) {
      return socket.isConnected();
    } catch (IOException e) {
      // nobody there: the answer that was asked for
      return false;
    }
  }

  /** Connects to whoever listens there. */
  Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(resolved(reachable()), 1_000);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private InetSocketAddress resolved(String host) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getAllByName(host)[0], number);
  }

  /** The address under which this machine reaches it. */
  String reachable() {
    return address.equals(EVERYWHERE) || address.equals("::") ? LOOPBACK : address;
  }

  /** {@code host:port}, as this machine reaches it. */
  String hostPort() {
    String host = reachable();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + number;
  }
}
