/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.stat;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.web.FakeCometService;
import io.halley.web.route.CometRouter;
import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatServiceTest {
  private final FakeCometService comet =
      new FakeCometService(
          new InMemoryMessageService(InstantSource.system()), InstantSource.system());
  private final ClusterView view =
      new ClusterView(
          1,
          List.of(
              CometNode.alone("node1", List.of(), List.of()),
              CometNode.alone("node2", List.of(), List.of())));
  private final StatService stats =
      new StatService(
          new CometRouter(() -> view, node -> comet),
          "node1",
          Map.of("b", "2", "a", "***"),
          Map.of("slowHeads", () -> 7));

  private static String get(CompletionStage<JsonObject> stage) throws Exception {
    return stage.toCompletableFuture().get(5, TimeUnit.SECONDS).toString();
  }

  @Test
  void counters_areTheSumOverAllNodes() throws Exception {
    assertThat(get(stats.stat(StatType.CHANNEL)))
        .isEqualTo("{\"access\":20,\"create\":40,\"delete\":6,\"current\":34}");
    assertThat(get(stats.stat(StatType.MESSAGE)))
        .isEqualTo("{\"succeed\":140,\"failed\":16,\"total\":156}");
    assertThat(get(stats.stat(StatType.CONNECTION)))
        .isEqualTo(
            "{\"add\":80,\"remove\":10,\"current\":70,\"closed\":{\"slowConsumer\":8},"
                + "\"dropped\":{\"queueBytes\":4}}");
  }

  @Test
  void channel_ofAKey_isTheConnectionsOnItsNode() throws Exception {
    assertThat(get(stats.channel(new Key("abc")))).isEqualTo("{\"channel\":{\"conn\":3}}");
  }

  @Test
  void server_hasTheCountersOfThisProcess() throws Exception {
    assertThat(get(stats.stat(StatType.SERVER))).contains("\"slowHeads\":7");
  }

  @Test
  void config_isWhatWasGiven_byName() throws Exception {
    assertThat(get(stats.stat(StatType.CONFIG))).isEqualTo("{\"a\":\"***\",\"b\":\"2\"}");
  }

  @ParameterizedTest
  @EnumSource
  void everyType_hasSomethingToSay(StatType type) throws Exception {
    assertThat(get(stats.stat(type))).startsWith("{\"");
  }

  @Test
  void types_areWrittenInLowerCase() {
    assertThat(StatType.of("golang")).contains(StatType.GOLANG);
    assertThat(StatType.of("JVM")).isEmpty();
    assertThat(StatType.of("")).isEmpty();
  }
}
