/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.stat;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.CometStat;
import io.halley.web.route.CometRouter;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Gathers what an operator asks for. Safe for any thread. */
public final class StatService {
  private static final CometStat NOTHING =
      new CometStat(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());

  private final CometRouter router;
  private final ProcessStat process;
  private final Map<String, String> config;

  /**
   * @param node the node's name
   * @param config the settings in force by property, with secrets masked
   * @param counters what this process counts besides, by name
   */
  public StatService(
      CometRouter router,
      String node,
      Map<String, String> config,
      Map<String, LongSupplier> counters) {
    this.router = router;
    this.process = new ProcessStat(node, counters);
    this.config = Map.copyOf(config);
  }

  /** The counters or facts of a type; fails where a comet node that must be asked is not there. */
  CompletionStage<JsonObject> stat(StatType type) {
    return switch (type) {
      case MEMORY -> CompletableFuture.completedStage(process.memory());
      case SERVER -> CompletableFuture.completedStage(process.server());
      case JVM, GOLANG -> CompletableFuture.completedStage(process.jvm());
      case CONFIG -> CompletableFuture.completedStage(config());
      case CHANNEL -> sum().thenApply(StatService::channel);
      case MESSAGE -> sum().thenApply(StatService::message);
      case CONNECTION -> sum().thenApply(StatService::connection);
    };
  }

  /** The connections of one key; none where no node owns it. */
  CompletionStage<JsonObject> channel(Key key) {
    return router
        .service(key)
        .map(comet -> comet.connections(key))
        .orElseGet(() -> CompletableFuture.completedStage(0L))
        .thenApply(
            connections ->
                Json.createObjectBuilder()
                    .add("channel", Json.createObjectBuilder().add("conn", connections))
                    .build());
  }

  private JsonObject config() {
    JsonObjectBuilder json = Json.createObjectBuilder();
    new TreeMap<>(config).forEach(json::add);
    return json.build();
  }

  private CompletionStage<CometStat> sum() {
    CompletionStage<CometStat> sum = CompletableFuture.completedStage(NOTHING);
    for (CometService comet : router.services()) {
      sum = sum.thenCombine(comet.stat(), StatService::plus);
    }
    return sum;
  }

  private static CometStat plus(CometStat one, CometStat other) {
    return new CometStat(
        one.channelAccess() + other.channelAccess(),
        one.channelCreate() + other.channelCreate(),
        one.channelDelete() + other.channelDelete(),
        one.channelCurrent() + other.channelCurrent(),
        one.connectionAdd() + other.connectionAdd(),
        one.connectionRemove() + other.connectionRemove(),
        one.connectionCurrent() + other.connectionCurrent(),
        one.messageSucceed() + other.messageSucceed(),
        one.messageFailed() + other.messageFailed(),
        plus(one.closed(), other.closed()),
        plus(one.dropped(), other.dropped()));
  }

  private static Map<String, Long> plus(Map<String, Long> one, Map<String, Long> other) {
    Map<String, Long> sums = new TreeMap<>(one);
    other.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    return sums;
  }

  private static JsonObject channel(CometStat stat) {
    return Json.createObjectBuilder()
        .add("access", stat.channelAccess())
        .add("create", stat.channelCreate())
        .add("delete", stat.channelDelete())
        .add("current", stat.channelCurrent())
        .build();
  }

  private static JsonObject message(CometStat stat) {
    return Json.createObjectBuilder()
        .add("succeed", stat.messageSucceed())
        .add("failed", stat.messageFailed())
        .add("total", stat.messageSucceed() + stat.messageFailed())
        .build();
  }

  private static JsonObject connection(CometStat stat) {
    return Json.createObjectBuilder()
        .add("add", stat.connectionAdd())
        .add("remove", stat.connectionRemove())
        .add("current", stat.connectionCurrent())
        .add("closed", byReason(stat.closed()))
        .add("dropped", byReason(stat.dropped()))
        .build();
  }

  private static JsonObjectBuilder byReason(Map<String, Long> counts) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    new TreeMap<>(counts).forEach(json::add);
    return json;
  }
}
