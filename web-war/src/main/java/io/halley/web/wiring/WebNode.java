/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.halley.cluster.health.NodeHealth;
import io.halley.cluster.health.NodePart;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.server.NodePhases;
import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.SettingsInForce;
import io.halley.cluster.startup.OwnThread;
import io.halley.cluster.startup.RecordMethods;
import io.halley.cluster.startup.ShutdownLog;
import io.halley.cluster.startup.StartedParts;
import io.halley.cluster.startup.StartupLog;
import io.halley.cluster.zookeeper.MembershipException;
import io.halley.web.arrival.RequestPart;
import io.halley.web.arrival.SlowRequests;
import io.halley.web.connect.TokenService;
import io.halley.web.http.AsyncReplies;
import io.halley.web.http.ResponseExecutor;
import io.halley.web.http.Shortcut;
import io.halley.web.push.AppendNotices;
import io.halley.web.push.ClusterPushConfig;
import io.halley.web.push.PushService;
import io.halley.web.push.PushShortcut;
import io.halley.web.route.CometRouter;
import io.halley.web.route.CurrentView;
import io.halley.web.stat.StatService;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The web node: opened when the application starts, and closed when it begins to stop, which is
 * before the container closes the application's class loader. Closing needs classes that nobody may
 * have used before.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects and opens before anybody else gets here
public class WebNode {
  private static final System.Logger LOG = System.getLogger(WebNode.class.getName());
  private static final long WRITERS_STOP_SECONDS = 10;
  private static final long PULSE_SECONDS = 5;

  @Resource ManagedThreadFactory threads;

  private final StartedParts started = new StartedParts();

  private Settings settings;
  private Cluster cluster;
  private ResponseExecutor writers;
  private ScheduledThreadPoolExecutor timer;
  private CometRouter router;
  private CurrentView view;
  private AppendNotices notices;
  private SlowRequests slowRequests;
  private Map<String, String> shownSettings;
  private NodePhases phases;

  /** Opens the node with the application and not with its first request. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    StartupLog.started("The web node " + settings.node() + " is up.");
  }

  @PostConstruct
  void open() {
    SettingsInForce read = ModuleSettings.read();
    settings = read.settings();
    shownSettings = read.values();
    try {
      startParts();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void startParts() {
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
    writers = new ResponseExecutor(threads);
    started.add(() -> writers.stop(WRITERS_STOP_SECONDS, TimeUnit.SECONDS));
    started.add(timer::shutdownNow);
    writers.lookedAfterBy(timer);
    cluster = open(settings);
    started.add(() -> OwnThread.run("halley-web-close", cluster::close));
    view = started.add(new CurrentView(cluster.view()));
    cluster.onView(view);
    router = new CometRouter(view, cluster::comet);
    notices = new AppendNotices(router, System::nanoTime);
    notices.tellBy(timer);
    slowRequests =
        started.add(
            SlowRequests.watch(
                settings.web().headTimeout(),
                settings.web().bodyTimeout(),
                settings.web().ports(),
                threads));
    NodeHealth health = NodeHealth.of(settings.node());
    NodePart part =
        started.add(
            health.begin(
                Role.WEB, new Readiness(cluster, router, () -> phases.arePortsOpen())::ask));
    timer.scheduleWithFixedDelay(part::pulse, 0, PULSE_SECONDS, TimeUnit.SECONDS);
    ClassLoader module = Objects.requireNonNull(WebNode.class.getClassLoader());
    phases =
        started.add(
            NodePhases.watch(
                health,
                module,
                () -> {
                  slowRequests.listenersOpened();
                  part.serving();
                }));
  }

  /** Closes the node, unless it never opened. */
  void stop(
      @Observes(notifyObserver = Reception.IF_EXISTS) @BeforeDestroyed(ApplicationScoped.class)
          Object application) {
    ShutdownLog.around("The web node " + settings.node(), this::close);
  }

  /** Closes what is still open, where the application ends without having begun to stop. */
  @PreDestroy
  void close() {
    try {
      started.close();
    } catch (IllegalStateException e) {
      LOG.log(Level.WARNING, "the web node did not stop cleanly", e);
    }
    RecordMethods.forget();
  }

  @Produces
  @Singleton
  Settings settings() {
    return settings;
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  AsyncReplies answers() {
    Duration longest =
        cluster.isAlone()
            ? settings.rpcDeadline()
            : ClusterPushConfig.longest(settings.rpcDeadline());
    return new AsyncReplies(longest, settings.web().bodyMaxBytes(), writers, timer);
  }

  @Produces
  @Singleton
  Cluster cluster() {
    return cluster;
  }

  @Produces
  @Singleton
  CometRouter router() {
    return router;
  }

  @Produces
  @Singleton
  MessageService messages() {
    return cluster.messages();
  }

  @Produces
  @Singleton
  PushService pushes() {
    return cluster.isAlone()
        ? new PushService(router)
        : new PushService(
            router,
            new ClusterPushConfig(
                view, cluster.messages(), clock(), notices, settings.rpcDeadline()));
  }

  @Produces
  @Singleton
  Shortcut shortcut(AsyncReplies answers, PushService pushes) {
    return new PushShortcut(answers, pushes);
  }

  @Produces
  @Singleton
  TokenService tokens() {
    return new TokenService(router);
  }

  @Produces
  @Singleton
  StatService stats() {
    return new StatService(
        router,
        settings.node(),
        shownSettings,
        Map.of(
            "slowHeads", () -> slowRequests.count(RequestPart.HEAD),
            "slowBodies", () -> slowRequests.count(RequestPart.BODY)));
  }

  private static Cluster open(Settings settings) {
    try {
      return OwnThread.call(
          "halley-web-open",
          () -> {
            Cluster cluster = Cluster.open(settings);
            cluster.standForCoordinator();
            return cluster;
          });
    } catch (MembershipException e) {
      StartupLog.refused("The web node cannot start: " + e.getMessage());
      throw e;
    }
  }
}
