/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.wiring;

import io.halley.cluster.health.NodeHealth;
import io.halley.cluster.health.NodePart;
import io.halley.cluster.health.Verdict;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.MidClock;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.node.ServiceRegistration;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.CometSettings;
import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.startup.StartedParts;
import io.halley.cluster.startup.StartupLog;
import io.halley.comet.channel.ChannelDirectory;
import io.halley.comet.channel.KeyHandover;
import io.halley.comet.channel.MidCeiling;
import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.ConnectionCounters;
import io.halley.comet.connection.QueueBounds;
import io.halley.comet.endpoint.EndpointSessions;
import io.halley.comet.netty.EdgeSetup;
import io.halley.comet.netty.EventLoops;
import io.halley.comet.netty.Listener;
import io.halley.comet.rpc.LocalCometService;
import io.halley.comet.subscribe.Subscriptions;
import io.halley.comet.tcp.TcpEdge;
import io.halley.comet.websocket.WebSocketEdge;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The order in which a comet node comes up: ids, channels' RPC, the edges, and last it is announced
 * to the other nodes; and goes down in reverse. For one thread, which must not be a thread of the
 * container: Netty and gRPC leave thread-locals behind that would keep the application's classes
 * alive after it is undeployed.
 */
@Dependent
class CometNodeLifecycle {
  /** As long as message nodes may take that were started at the same time. */
  private static final Duration MESSAGE_NODES_WITHIN = Duration.ofSeconds(60);

  private final StartedParts started = new StartedParts();
  private static final long PULSE_SECONDS = 5;
  private static final Key PROBE = new Key("readiness");

  @Inject Settings settings;
  @Inject Cluster cluster;
  @Inject MidClock mids;
  @Inject MessageService messages;
  @Inject ChannelDirectory channels;
  @Inject Subscriptions subscriptions;
  @Inject QueueBounds queue;
  @Inject ConnectionCounters counters;
  @Inject EndpointSessions endpointSessions;
  @Inject ExecutorService senders;
  @Resource ManagedScheduledExecutorService containerTimer;

  void start() throws Exception {
    CometSettings comet = settings.comet();
    // Tyrus schedules there with each text that the Jakarta edge sends
    ContainerThreads.begin(containerTimer);
    NodePart part = NodeHealth.of(settings.node()).begin(Role.COMET, this::ask);
    started.add(part);

    // not only when the container disposes of it: after a start that failed the libraries' class
    // loader is closed by then, and gRPC cannot end any more
    started.add(cluster);
    started.add(channels);
    started.add(() -> stop(senders));
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "halley-comet-timer"));
    started.add(() -> stop(scheduler));
    scheduler.scheduleWithFixedDelay(endpointSessions::sweep, 1, 1, TimeUnit.SECONDS);

    MidCeiling ceiling = new MidCeiling(mids, messages, scheduler);
    started.add(ceiling);
    ceiling.start(cluster.isAlone() ? Duration.ZERO : MESSAGE_NODES_WITHIN);

    KeyHandover moves = new KeyHandover(channels, scheduler, comet.moveWithin());
    // before anybody comes: without a view no key is this node's
    cluster.onView(
        view -> {
          moves.adopt(view);
          // who gets keys from a node whose clock is ahead gives ids above that one's
          ceiling.raise();
        });
    ServiceRegistration presence =
        cluster.serveComet(new LocalCometService(channels, moves, messages, counters));
    started.add(presence);

    EventLoops loops = new EventLoops(comet.eventLoops());
    started.add(loops);
    started.add(() -> channels.closeAll(CloseReason.NODE_STOPS));

    EdgeSetup edges =
        new EdgeSetup(loops, subscriptions, queue, counters, comet.firstPacketTimeout());
    Listener tcp =
        TcpEdge.bind(
            new InetSocketAddress(comet.tcpAddress(), comet.tcpPort()),
            edges,
            comet.commandMaxBytes());
    started.add(tcp);
    Listener webSocket =
        WebSocketEdge.bind(
            new InetSocketAddress(comet.webSocketAddress(), comet.webSocketPort()),
            edges,
            comet.frameMaxBytes());
    started.add(webSocket);
    scheduler.scheduleWithFixedDelay(
        () -> loops.run(part::pulse), 0, PULSE_SECONDS, TimeUnit.SECONDS);
    presence.announce();
    started.add(presence::withdraw);
    cluster.standForCoordinator();
    part.serving();
    started.add(part::stopping);
    StartupLog.started(
        "The comet node "
            + settings.node()
            + " serves subscribers over TCP on port "
            + tcp.port()
            + " and over WebSocket on port "
            + webSocket.port()
            + ".");
  }

  /** Whether messages can be appended and read; pushes and subscribers need no more than that. */
  private CompletionStage<Verdict> ask() {
    return messages
        .after(PROBE, Long.MAX_VALUE)
        .handle(
            (backlog, failure) ->
                new Verdict(failure == null, Map.of("comet.message", "" + (failure == null))));
  }

  /** Stops what was started, last first; one that fails does not keep the others up. */
  void stop() {
    started.close();
  }

  private static void stop(ExecutorService executor) throws InterruptedException {
    executor.shutdownNow();
    executor.awaitTermination(5, TimeUnit.SECONDS);
  }
}
