/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import io.halley.system.node.Folders;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.testkit.edge.EdgeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A node that all test classes share which ask for it: it starts for the first and stops after the
 * last test of the run. Tests keep to keys of their own. A class registers it as a static
 * extension.
 */
final class SharedNode implements BeforeAllCallback {
  /** What an admin request to a guarded node must carry. */
  static final String ADMIN_KEY = "an-admin-key-for-tests";

  /** How long the head of a request, and its body, may take where limits are short. */
  static final Duration SHORT_HEAD = Duration.ofSeconds(3);

  static final Duration SHORT_BODY = Duration.ofSeconds(6);

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedNode.class);

  private final String name;
  private final NodeKind kind;
  private final List<String> options;
  private @Nullable Node node;

  private SharedNode(String name, NodeKind kind, List<String> options) {
    this.name = name;
    this.kind = kind;
    this.options = options;
  }

  /** Payara Micro with nothing configured. */
  static SharedNode micro() {
    return new SharedNode("micro", NodeKind.MICRO, List.of());
  }

  /** Payara Server with nothing configured. */
  static SharedNode server() {
    return new SharedNode("server", NodeKind.SERVER, List.of());
  }

  /** Payara Micro with limits that a test can wait for: {@link EdgeLimits#SHORT} and the above. */
  static SharedNode shortLimits() {
    return new SharedNode("short", NodeKind.MICRO, limits());
  }

  /** The same, where the oldest messages are dropped for clients that are slow. */
  static SharedNode dropping() {
    List<String> options = new ArrayList<>(limits());
    options.add("-Dhalley.comet.slow-consumer=drop-oldest");
    return new SharedNode("dropping", NodeKind.MICRO, List.copyOf(options));
  }

  /**
   * As with short limits, with auth on, and the admin listener on every address, guarded by {@link
   * #ADMIN_KEY}.
   */
  static SharedNode guarded() {
    List<String> options = new ArrayList<>(limits());
    options.add("-Dhalley.comet.auth=true");
    options.add("-Dhalley.web.admin-key=" + ADMIN_KEY);
    options.add("--admin-address");
    options.add("0.0.0.0");
    return new SharedNode("guarded", NodeKind.MICRO, List.copyOf(options));
  }

  private static List<String> limits() {
    EdgeLimits limits = EdgeLimits.SHORT;
    return List.of(
        "-Dhalley.comet.connections-per-key=" + limits.connectionsPerKey(),
        "-Dhalley.comet.heartbeat-min-seconds=" + limits.heartbeatMin().toSeconds(),
        "-Dhalley.comet.heartbeat-grace-seconds=" + limits.heartbeatGrace().toSeconds(),
        "-Dhalley.comet.first-packet-seconds=" + limits.firstPacketTimeout().toSeconds(),
        "-Dhalley.comet.command-max-bytes=" + limits.commandMaxBytes(),
        "-Dhalley.comet.frame-max-bytes=" + limits.frameMaxBytes(),
        "-Dhalley.comet.queue-max-messages=" + limits.queueMaxMessages(),
        "-Dhalley.comet.queue-max-bytes=" + limits.queueMaxBytes(),
        "-Dhalley.web.head-seconds=" + SHORT_HEAD.toSeconds(),
        "-Dhalley.web.body-seconds=" + SHORT_BODY.toSeconds());
  }

  /** The node, inside a test class that registers it. */
  Node node() {
    if (node == null) {
      throw new IllegalStateException("no test class has registered this node");
    }
    return node;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    node =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                name, missing -> Running.start(kind, name, options), Running.class)
            .node();
  }

  /** A node that ends with the run; its data stays for who wants to know what went wrong. */
  private record Running(Node node) implements AutoCloseable {
    static Running start(NodeKind kind, String name, List<String> options) {
      return new Running(
          Node.start(NodeSetup.of(kind, Folders.create(name), options.toArray(String[]::new))));
    }

    @Override
    public void close() {
      node.close();
    }
  }
}
