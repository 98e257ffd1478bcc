/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.outage.OutageLog;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The message service of a cluster: a changing list of nodes, each of which can do all the work, as
 * all have the same store.
 *
 * <p>A key's calls go to one healthy node, by chance in proportion to the nodes' weights, but
 * always the same while the healthy nodes are the same: appends to a log then stay in their order
 * while the connection stands. When they do not, the log has them in the order in which they came.
 * An append to many logs is split by their nodes; a part that fails fails its own keys only, unless
 * all parts do.
 *
 * <p>Nodes are asked for their health each second. Two bad answers in a row take a node out, one
 * good one brings it back; a call that is not answered takes it out until the next good answer. A
 * call that is not answered is made once more, of another node, within the same deadline: the log
 * knows what it has already. A node that answers that its store failed is believed.
 *
 * <p>Safe for any thread; stages end on threads that must not be blocked.
 */
public final class MessageNodes implements MessageService, AutoCloseable {
  /**
   * A message node.
   *
   * @param rpc {@code host:port} addresses of its RPC service, at least one; the first is its name
   * @param weight its share of the work against the others' weights, above 0
   */
  public record Node(List<String> rpc, int weight) {
    public Node {
      rpc = List.copyOf(rpc);
      if (rpc.isEmpty() || weight < 1) {
        throw new IllegalArgumentException("a message node at " + rpc + ", of weight " + weight);
      }
    }
  }

  private final ScatterGather.Services services;
  private final Duration deadline;
  private final HealthPoller poller;
  private final OutageLog outage =
      new OutageLog(
          System.getLogger(MessageNodes.class.getName()),
          "messages are appended for all keys again");
  private volatile Map<String, WeightedNode> nodes = Map.of();

  /**
   * Knows no node until {@link #use} is called.
   *
   * @param services the service at the first of these addresses that is not known to be away, with
   *     a bound on every call
   * @param health whether the node at an address says that it serves; never fails, ends after about
   *     a second at the latest
   * @param deadline within which every stage ends
   */
  public MessageNodes(
      BiFunction<List<String>, Duration, MessageService> services,
      Function<String, CompletionStage<Boolean>> health,
      Duration deadline) {
    this.services = (node, share) -> services.apply(node.rpc(), share);
    this.deadline = deadline;
    this.poller = new HealthPoller(() -> nodes.values(), health);
    poller.start();
  }

  /**
   * Uses these nodes from now on, and no others. What is known of the health of those that stay is
   * kept; a new one counts as healthy until it shows otherwise.
   *
   * @param list may be empty, and name a node twice: the later one counts
   */
  public synchronized void use(List<Node> list) {
    Map<String, WeightedNode> next = new LinkedHashMap<>();
    for (Node node : list) {
      WeightedNode before = nodes.get(node.rpc().get(0));
      NodeHealthState condition = before == null ? new NodeHealthState() : before.condition();
      next.put(node.rpc().get(0), new WeightedNode(node.rpc(), node.weight(), condition));
    }
    nodes = next;
  }

  @Override
  public CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets) {
    return call(new Appending(entry, outage), targets);
  }

  @Override
  public CompletionStage<Backlog> after(Key key, long mid) {
    return call(key, node -> node.after(key, mid));
  }

  @Override
  public CompletionStage<Void> acknowledge(List<Acknowledgement> batch) {
    return call(new Acknowledging(), batch).thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Void> delete(Key key) {
    return call(key, node -> node.delete(key));
  }

  /**
   * As {@link MessageService#addToken}; when the answer of the first node is lost, the second one
   * finds the token that the first one added, and says so.
   */
  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return call(key, node -> node.addToken(key, token));
  }

  @Override
  public CompletionStage<TokenCheck> useToken(Key key, String token) {
    return call(key, node -> node.useToken(key, token));
  }

  /**
   * As {@link MessageService#raiseMidCeiling}; when the answer of the first node is lost, the
   * second one may answer with the ceiling of this call, which is only higher than need be.
   */
  @Override
  public CompletionStage<Long> raiseMidCeiling(long ceiling) {
    return call(
        new Asking<Long, Long>(
            (any, from) -> WeightedNode.any(from, ThreadLocalRandom.current()),
            node -> node.raiseMidCeiling(ceiling)),
        List.of(ceiling));
  }

  private <R> CompletionStage<R> call(Key key, Function<MessageService, CompletionStage<R>> call) {
    return call(new Asking<>(WeightedNode::of, call), List.of(key));
  }

  private <I, R> CompletionStage<R> call(ScatterGather.Question<I, R> question, List<I> items) {
    return new ScatterGather<>(question, services, () -> nodes.values(), deadline).ask(items);
  }

  /** Asks for no health any more. Calls are still made. */
  @Override
  public void close() {
    poller.close();
  }
}
