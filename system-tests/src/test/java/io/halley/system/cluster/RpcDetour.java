/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.cluster;

import io.halley.system.node.NodeSetup;
import io.halley.testkit.process.FreePorts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One node's way to the RPC port of one comet node, through a relay. All nodes know the comet node
 * by one name, for there is one view for all of them; but only for this node that is the name of
 * the relay, which has the same port at another loopback address. All others reach the comet node
 * itself, whatever becomes of the relay.
 */
public final class RpcDetour implements AutoCloseable {
  private static final String NAME = "detour.halley.test";
  private static final InetAddress COMET = InetAddress.getLoopbackAddress();

  /** On Linux all of 127.0.0.0/8 is this machine. */
  private static final String RELAY = "127.0.0.2";

  private final String from;
  private final String to;
  private final int port;
  private final TcpRelay relay;

  private RpcDetour(String from, String to, int port, TcpRelay relay) {
    this.from = from;
    this.to = to;
    this.port = port;
    this.relay = relay;
  }

  /**
   * Opens the relay, before the nodes start.
   *
   * @param from the name of the node that goes this way
   * @param to the name of the comet node that it reaches so
   */
  public static RpcDetour open(String from, String to) {
    int port = FreePorts.one();
    TcpRelay relay =
        TcpRelay.open(new InetSocketAddress(RELAY, port), new InetSocketAddress(COMET, port));
    return new RpcDetour(from, to, port, relay);
  }

  /** What can be cut. */
  public TcpRelay relay() {
    return relay;
  }

  /** What a node has to be told, whichever it is; none resolves any other name then. */
  NodeSetup applied(String node, NodeSetup setup) {
    NodeSetup named =
        setup.withHosts(Map.of(NAME, node.equals(from) ? RELAY : COMET.getHostAddress()));
    return node.equals(to)
        ? named.withOptions(
            "-Dhalley.comet.rpc-port=" + port, "-Dhalley.comet.advertised-rpc=" + NAME + ":" + port)
        : named;
  }

  @Override
  public void close() {
    relay.close();
  }
}
