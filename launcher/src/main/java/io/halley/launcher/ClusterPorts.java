/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The ports of a small cluster: the first node of a role has the ports that a node alone has, each
 * further one a hundred more. Up to nine nodes of a role do not come to another's ports.
 *
 * @param offset what is added to all
 */
record ClusterPorts(int offset) {

  /** How many ZooKeeper servers there are: the fewest of which one may fail. */
  static final int ENSEMBLE = 3;

  private static final int NEXT_NODE = 100;

  /** The options for the ports of a web node, counted from 1. */
  List<String> ofWeb(int number) {
    return List.of(
        Option.PUBLIC_PORT.text(), of(8090, number),
        Option.ADMIN_PORT.text(), of(8091, number),
        Option.STAT_PORT.text(), of(6972, number),
        Option.HTTP_PORT.text(), of(8082, number));
  }

  /** The options for the ports of a comet node, counted from 1. */
  List<String> ofComet(int number) {
    return List.of(
        Option.WS_PORT.text(), of(6968, number),
        Option.TCP_PORT.text(), of(6969, number),
        Option.COMET_RPC_PORT.text(), of(6970, number),
        Option.HTTP_PORT.text(), of(8080, number));
  }

  /** The options for the ports of a message node, counted from 1. */
  List<String> ofMessage(int number) {
    return List.of(
        Option.MESSAGE_RPC_PORT.text(), of(8070, number),
        Option.HTTP_PORT.text(), of(8081, number));
  }

  private String of(int first, int number) {
    return String.valueOf(first + NEXT_NODE * (number - 1) + offset);
  }

  /** The port of the database that the message nodes share. */
  int store() {
    return 9092 + offset;
  }

  /** The port of a ZooKeeper server for its clients; servers are counted from 1. */
  int zooKeeperClient(int number) {
    return 2180 + number + offset;
  }

  /** The port of a ZooKeeper server for those that follow it. */
  int zooKeeperPeer(int number) {
    return 2887 + number + offset;
  }

  /** The port of a ZooKeeper server for electing a leader. */
  int zooKeeperElection(int number) {
    return 3887 + number + offset;
  }

  /** The ensemble as its clients are told of it. */
  String zooKeeper() {
    return IntStream.rangeClosed(1, ENSEMBLE)
        .mapToObj(number -> Port.LOOPBACK + ":" + zooKeeperClient(number))
        .collect(Collectors.joining(","));
  }

  /** The ports of the processes that are no nodes. */
  List<Port> besideNodes(boolean store) {
    List<Port> ports = new ArrayList<>();
    for (int number = 1; number <= ENSEMBLE; number++) {
      ports.add(port("ZooKeeper", zooKeeperClient(number)));
      ports.add(port("ZooKeeper's quorum", zooKeeperPeer(number)));
      ports.add(port("ZooKeeper's election", zooKeeperElection(number)));
    }
    if (store) {
      ports.add(port("the store", store()));
    }
    return ports;
  }

  private static Port port(String name, int number) {
    return new Port(name, Port.LOOPBACK, number, "--port-offset");
  }
}
