/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.settings.CometSettings;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.SettingsException;
import io.halley.cluster.startup.StartupLog;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.web.arrival.RequestPart;
import io.halley.web.arrival.SlowRequests;
import io.halley.web.http.Answers;
import io.halley.web.push.PushService;
import io.halley.web.route.CometRouter;
import io.halley.web.stat.StatService;
import io.halley.web.token.TokenService;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The web node: opened when the application starts, closed when it stops. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container injects and opens before anybody else gets here
public class WebNode {
  /** Threads that write answers: a client that reads slowly holds one until it is cut off. */
  private static final int WRITERS = 64;

  private static final long WRITERS_STOP_SECONDS = 10;

  @Resource ManagedThreadFactory threads;

  private Settings settings;
  private LocalRpc rpc;
  private ThreadPoolExecutor writers;
  private CometRouter router;
  private SlowRequests slowRequests;
  private Function<String, Optional<String>> source;

  /** Opens the node with the application and not with its first request. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    StartupLog.started("The web node " + settings.node() + " is up.");
  }

  @PostConstruct
  void open() {
    Config config = ConfigProvider.getConfig();
    source = property -> config.getOptionalValue(property, String.class);
    settings = readSettings(source);
    writers =
        new ThreadPoolExecutor(
            WRITERS, WRITERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    writers.allowCoreThreadTimeOut(true);
    rpc = OwnThread.call("halley-web-open", () -> new LocalRpc(settings));
    ClusterView view = new ClusterView(List.of(self(settings)));
    router = new CometRouter(() -> view, node -> rpc.comet());
    slowRequests =
        SlowRequests.watch(settings.web().headTimeout(), settings.web().bodyTimeout(), threads);
  }

  @PreDestroy
  void close() {
    slowRequests.close();
    OwnThread.call(
        "halley-web-close",
        () -> {
          rpc.close();
          return true;
        });
    writers.shutdown();
    try {
      if (!writers.awaitTermination(WRITERS_STOP_SECONDS, TimeUnit.SECONDS)) {
        writers.shutdownNow();
      }
    } catch (InterruptedException e) {
      writers.shutdownNow();
      Thread.currentThread().interrupt();
    }
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
  Answers answers() {
    return new Answers(settings.rpcDeadline(), settings.web().bodyMaxBytes(), writers);
  }

  @Produces
  @Singleton
  CometRouter router() {
    return router;
  }

  @Produces
  @Singleton
  MessageService messages() {
    return rpc.messages();
  }

  @Produces
  @Singleton
  PushService pushes() {
    return new PushService(router);
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
        EffectiveSettings.of(source),
        Map.of(
            "slowHeads", () -> slowRequests.count(RequestPart.HEAD),
            "slowBodies", () -> slowRequests.count(RequestPart.BODY)));
  }

  private static Settings readSettings(Function<String, Optional<String>> source) {
    try {
      return Settings.read(source);
    } catch (SettingsException e) {
      StartupLog.refused(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static CometNode self(Settings settings) {
    CometSettings comet = settings.comet();
    return new CometNode(
        settings.node(),
        1,
        OwnAddresses.of(comet.advertisedTcp(), comet.tcpAddress(), comet.tcpPort()),
        OwnAddresses.of(
            comet.advertisedWebSocket(), comet.webSocketAddress(), comet.webSocketPort()));
  }
}
