/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.Push;
import io.halley.cluster.rpc.PushIds;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.comet.connection.QueueBounds;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Two comet nodes over one store, a back end that pushes to one key, and two clients of the key: a
 * phone, which acknowledges and for which the oldest messages are dropped when it is slow, and a
 * tablet, which does neither. What happens, happens step by step, and is told. For one thread.
 */
final class History {
  static final int CAP = 4;
  private static final Key KEY = new Key("alice");
  private static final int SHORT = 5;
  private static final int LONG = 600;

  final List<String> story = new ArrayList<>();
  final MutableClock clock = MutableClock.atNow();
  final InMemoryMessageService stored = new InMemoryMessageService(clock, CAP, Duration.ofDays(1));
  final HistoryStore store = new HistoryStore(stored);
  final MidClock mids = new MidClock(clock);
  final List<Node> nodes = List.of(new Node("a"), new Node("b"));
  final HistoryClient phone =
      new HistoryClient("the phone", KEY, store, new QueueBounds(3, 10_000, true), story);
  final HistoryClient tablet =
      new HistoryClient("the tablet", KEY, store, new QueueBounds(1_000, 100_000, false), story);

  /** The messages that were to be stored and were answered 0. */
  final Set<Integer> accepted = new TreeSet<>();

  private ClusterView view = new ClusterView(1, List.of(nodes.get(0).self));
  private final List<Attempt> open = new ArrayList<>();
  private final Map<Integer, Push> failed = new TreeMap<>();
  private int pushes;
  private long lastKept;

  History() {
    nodes.forEach(Node::adopt);
  }

  /** A node, and what it has still to do because of a view. */
  final class Node {
    final CometNode self;
    final SteppedMessages messages = new SteppedMessages(store);
    final Deque<Runnable> departures = new ArrayDeque<>();
    final ChannelDirectory channels;
    private final Ownership ownership;

    Node(String name) {
      self = CometNode.alone(name, List.of(), List.of());
      ownership = new Ownership(self);
      channels =
          new ChannelDirectory(
              1, new ChannelLimits(8, 50, Duration.ofSeconds(5)), ownership, mids, messages, clock);
    }

    void adopt() {
      tell("node " + self.name() + " adopts the view of " + owner().self.name());
      departures.addAll(channels.adopt(view));
    }

    void depart() {
      if (!departures.isEmpty()) {
        departures.remove().run();
      }
    }
  }

  Node owner() {
    return view.nodes().contains(nodes.get(0).self) ? nodes.get(0) : nodes.get(1);
  }

  private Node other(Node node) {
    return node == nodes.get(0) ? nodes.get(1) : nodes.get(0);
  }

  /** The key goes to the other node, which nobody knows yet. */
  void move() {
    view = new ClusterView(view.version() + 1, List.of(other(owner()).self));
    tell("the key moves to node " + owner().self.name());
  }

  /** The back end pushes, by the newest view or by the one before. */
  void push(boolean isStored, boolean isShort, boolean knowsTheView) {
    int number = pushes++;
    long expire = isStored ? (isShort ? SHORT : LONG) : 0;
    push(number, new Push(Payload.of(String.valueOf(number)), expire, id(number)), knowsTheView);
  }

  /** A third of the pushes has a name. */
  private static long id(int number) {
    return number % 3 == 0 ? PushIds.named(String.valueOf(number)) : number + 1;
  }

  /** The back end pushes once more what has a name and failed. */
  void repeat(int which, boolean knowsTheView) {
    if (!failed.isEmpty()) {
      int number = List.copyOf(failed.keySet()).get(Math.floorMod(which, failed.size()));
      push(number, Objects.requireNonNull(failed.remove(number)), knowsTheView);
    }
  }

  private void push(int number, Push push, boolean knowsTheView) {
    boolean isStored = push.isStored();
    Node to = knowsTheView ? owner() : other(owner());
    tell(
        "message "
            + number
            + (isStored ? "" : ", online only,")
            + " is pushed to "
            + to.self.name());
    Attempt attempt = new Attempt(number, push);
    open.add(attempt);
    var unused =
        pushTo(to, push)
            .thenCompose(
                result ->
                    result.moved().isEmpty()
                        ? CompletableFuture.completedFuture(result)
                        : pushTo(other(to), push))
            .whenComplete((result, failure) -> result.left().values().forEach(this::kept))
            .thenCompose(
                result ->
                    result.moved().isEmpty() || !isStored
                        ? CompletableFuture.completedFuture(result.failed().isEmpty())
                        : keep(push))
            .thenAccept(done -> concluded(attempt, done));
  }

  private record Attempt(int number, Push push) {}

  private void concluded(Attempt attempt, boolean done) {
    if (!open.remove(attempt)) {
      return; // the back end waits for no answer any more
    }
    tell("message " + attempt.number() + (done ? " is answered 0" : " fails"));
    if (done && attempt.push().isStored()) {
      accepted.add(attempt.number());
    } else if (!done && PushIds.isNamed(attempt.push().id())) {
      failed.put(attempt.number(), attempt.push());
    }
  }

  /** The back end waits for the answer to a push no longer, or is told that it is late. */
  void giveUpPush(int which) {
    if (!open.isEmpty()) {
      concluded(open.get(Math.floorMod(which, open.size())), false);
    }
  }

  private static CompletableFuture<PushResult> pushTo(Node node, Push push) {
    return node.channels.push(push, List.of(KEY)).toCompletableFuture();
  }

  private CompletableFuture<Boolean> keep(Push push) {
    LogEntry entry = push.entry(clock.instant().getEpochSecond()).onceMore();
    return store
        .append(entry, List.of(new AppendTarget(KEY, 0)))
        .thenApply(
            appended -> {
              appended.values().forEach(each -> kept(each.mid()));
              return appended.containsKey(KEY);
            })
        .toCompletableFuture();
  }

  private void kept(long mid) {
    lastKept = Math.max(lastKept, mid);
  }

  /** The key's node, by the newest view or by the one before, hears of what was kept. */
  void tellOfKept(boolean knowsTheView) {
    Node to = knowsTheView ? owner() : other(owner());
    tell("node " + to.self.name() + " hears of what was kept up to " + lastKept);
    to.channels.appended(Map.of(KEY, lastKept));
  }

  /** The key's node cannot be asked, and the message is kept by the message node. */
  void keep() {
    int number = pushes++;
    boolean done = keep(new Push(Payload.of(String.valueOf(number)), LONG, number + 1)).join();
    tell("message " + number + (done ? " is kept" : " is not kept"));
    if (done) {
      accepted.add(number);
    }
  }

  void failSaves(boolean failing) {
    tell(failing ? "saves begin to fail" : "saves go well");
    if (failing) {
      stored.failAppendsFor(KEY);
    } else {
      stored.failAppendsFor();
    }
  }

  void come(HistoryClient client, boolean knowsTheView) {
    Node to = knowsTheView ? owner() : other(owner());
    client.comeTo(to.channels);
  }

  void tell(String what) {
    story.add(what);
  }

  /** Everything goes well from now on, and the clients come until they are served, and read all. */
  void settle() {
    tell("all goes well from here on");
    stored.failAppendsFor();
    nodes.forEach(
        node -> {
          node.adopt();
          while (!node.departures.isEmpty()) {
            node.depart();
          }
        });
    answerAll();
    // one message more for each client shows what it lacks, also of what was kept meanwhile
    push(true, false, true);
    List<HistoryClient> clients = List.of(phone, tablet);
    for (int i = 0; i < 10; i++) {
      answerAll();
      for (HistoryClient client : clients) {
        while (client.read()) {
          answerAll();
        }
        if (!client.isConnected()) {
          come(client, true);
        }
      }
    }
    clients.forEach(HistoryClient::leave);
  }

  /** Also what one node's answer makes the other ask for. */
  private void answerAll() {
    while (nodes.stream().anyMatch(node -> node.messages.isAsked())) {
      nodes.forEach(node -> node.messages.answerAll());
    }
  }
}
