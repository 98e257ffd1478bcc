/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.node;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The addresses at which clients reach an edge of this machine. */
final class OwnAddresses {
  private OwnAddresses() {}

  /**
   * What is advertised; where nothing is, the address that the edge binds or, where that is every
   * address or an IPv6 literal (which clients cannot read), this machine's IPv4 address.
   *
   * @return {@code host:port} each, at least one
   */
  static List<String> of(List<String> advertised, String bound, int port) {
    if (!advertised.isEmpty()) {
      return advertised;
    }
    boolean isHost = !bound.equals("0.0.0.0") && !bound.contains(":");
    return List.of((isHost ? bound : machine()) + ":" + port);
  }

  private static String machine() {
    return named().or(OwnAddresses::first).orElse("127.0.0.1");
  }

  /** The address of the machine's own name, where that is one that others reach. */
  private static Optional<String> named() {
    try {
      return Optional.of(InetAddress.getLocalHost()).flatMap(OwnAddresses::reachable);
    } catch (UnknownHostException e) {
      // a machine may have a name that nobody resolves
      return Optional.empty();
    }
  }

  private static Optional<String> first() {
    try {
      return NetworkInterface.networkInterfaces()
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(NetworkInterface::inetAddresses)
          .flatMap(address -> reachable(address).stream())
          .findFirst();
    } catch (SocketException e) {
      // a machine without a network is reached by itself only
      return Optional.empty();
    }
  }

  private static Optional<String> reachable(InetAddress address) {
    return address instanceof Inet4Address
            && !address.isLoopbackAddress()
            && !address.isLinkLocalAddress()
        ? Optional.of(address.getHostAddress())
        : Optional.empty();
  }
}
