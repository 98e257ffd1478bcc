/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import io.halley.bench.failure.BenchException;
import io.halley.bench.load.Edge;
import io.halley.bench.load.HttpPool;
import io.halley.bench.load.LoadLoops;
import io.halley.bench.load.PushRequests;
import io.halley.bench.load.SubscriberLoad;
import io.halley.bench.node.Listener;
import io.halley.bench.node.ServerProcess;
import io.halley.bench.node.Target;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Where workloads run: a node, what the load runs on, and what can be told of the node's process.
 *
 * @param target the node
 * @param server its process, if it is on this machine and may be looked at
 * @param loops for all load
 * @param keys that nobody has used before
 * @param scale how long and how large
 */
public record BenchContext(
    Target target, Optional<ServerProcess> server, LoadLoops loops, Keys keys, Scale scale) {
  /** What clients ask for, and send: the least that the protocol allows. */
  static final Duration HEARTBEAT = Duration.ofSeconds(30);

  /** The listener that subscribers of an edge connect to. */
  static Listener listener(Edge edge) {
    return switch (edge) {
      case TCP -> Listener.TCP;
      case WEB_SOCKET -> Listener.WEB_SOCKET;
      case JAKARTA -> Listener.HTTP;
    };
  }

  SubscriberLoad crowd(Edge edge) {
    return new SubscriberLoad(loops, edge, address(listener(edge)), (int) HEARTBEAT.toSeconds());
  }

  HttpPool admin(int clients) throws BenchException {
    return HttpPool.open(loops, address(Listener.ADMIN), clients);
  }

  PushRequests requests() {
    return new PushRequests(address(Listener.ADMIN), target.adminKey());
  }

  private InetSocketAddress address(Listener listener) {
    return target
        .address(listener)
        .orElseThrow(() -> new IllegalArgumentException("the workload needs " + listener));
  }
}
