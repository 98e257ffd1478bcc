/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.wiring;

import io.halley.cluster.message.Key;
import io.halley.cluster.node.Cluster;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.cluster.rpc.MessageService;
import io.halley.web.route.CometRouter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when some comet node answers, and the message service reads from its store; in a cluster it
 * also tells how it is about ZooKeeper, without which all goes on but nodes that come and go. Waits
 * on the caller's thread, for five seconds at the most.
 */
@Readiness
@ApplicationScoped
public class RpcReadiness implements HealthCheck {
  private static final Key PROBE = new Key("readiness");
  private static final long WAIT_SECONDS = 5;

  @Inject Cluster cluster;
  @Inject CometRouter router;
  @Inject MessageService messages;

  @Override
  public HealthCheckResponse call() {
    // all are asked before the first is waited for
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    List<CompletionStage<CometStat>> asked =
        router.services().stream().map(CometService::stat).toList();
    boolean message = answers(messages.findAfter(PROBE, Long.MAX_VALUE), until);
    boolean comet = asked.stream().anyMatch(stage -> answers(stage, until));
    return HealthCheckResponse.named("halley-web")
        .withData("comet", comet)
        .withData("message", message)
        .withData("zookeeper", zookeeper())
        .status(comet && message)
        .build();
  }

  private String zookeeper() {
    if (cluster.isAlone()) {
      return "none";
    }
    return cluster.isDegraded() ? "degraded" : "connected";
  }

  private static boolean answers(CompletionStage<?> stage, long untilNanos) {
    try {
      stage
          .toCompletableFuture()
          .get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      // the answer says so; whoever serves requests logs why
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
