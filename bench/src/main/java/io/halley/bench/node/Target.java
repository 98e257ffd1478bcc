/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;

/**
 * The node that is measured.
 *
 * @param addresses where its listeners are, as far as they are known
 * @param adminKey the key of its admin API, where it needs one
 * @param store what it keeps messages in, for the report
 */
public record Target(
    Map<Listener, InetSocketAddress> addresses, Optional<String> adminKey, String store) {
  private static final int CONNECT_MILLIS = 5_000;

  public Target {
    addresses = Map.copyOf(addresses);
  }

  /** The address of a listener. */
  public Optional<InetSocketAddress> address(Listener listener) {
    return Optional.ofNullable(addresses.get(listener));
  }

  /** Whether any of its listeners still takes connections. */
  public boolean answers() {
    return addresses.values().stream().anyMatch(Target::takesConnections);
  }

  private static boolean takesConnections(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Leaves out the key. */
  @Override
  public String toString() {
    return "Target" + addresses;
  }
}
