/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The message nodes that are registered. */
final class MessageWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MessageWatch.class.getName());

  private final SerialExecutor thread;
  private final ZnodeWatch watch;
  // all of these are the thread's own
  private final RegistrationReader<MessageNode> reader;
  private final List<Consumer<List<MessageNode>>> consumers = new ArrayList<>();
  private List<MessageNode> registered = List.of();
  private @Nullable List<MessageNode> known;

  MessageWatch(ZooKeeperConnection zookeeper, String root, SerialExecutor thread) {
    this.thread = thread;
    reader = new RegistrationReader<>(root, 1, RegistrationJson::message, MessageNode::rpc);
    watch = ZnodeWatch.all(zookeeper.curator(), root, thread, this::look);
  }

  void onNodes(Consumer<List<MessageNode>> consumer) {
    thread.execute(
        () -> {
          consumers.add(consumer);
          if (known != null) {
            give(consumer, known);
          }
        });
  }

  /** Looks at who is registered. On the thread only. */
  void look() {
    if (!watch.isLoaded()) {
      return;
    }
    List<MessageNode> nodes =
        reader.read(watch.stream()).stream().map(RegistrationReader.Entry::value).toList();
    if (known != null && nodes.equals(registered)) {
      return;
    }
    registered = nodes;
    if (nodes.isEmpty() && known != null) {
      // a node that has died fails its calls by itself; an empty list would fail the living too
      LOG.log(Level.WARNING, "no message node is registered; the last ones known stay: {0}", known);
      return;
    }
    if (nodes.equals(known)) {
      return;
    }
    known = nodes;
    List.copyOf(consumers).forEach(consumer -> give(consumer, nodes));
  }

  private static void give(Consumer<List<MessageNode>> consumer, List<MessageNode> nodes) {
    try {
      consumer.accept(nodes);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "one who was shown the message nodes " + nodes + " failed", e);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
