/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.StoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {
  @Test
  void plan_hasANodeOfOneRoleForEach_inTheOrderInWhichTheyStart() {
    ClusterPlan plan = plan();

    assertThat(plan.nodes().stream().map(ClusterNode::name))
        .containsExactly("message1", "message2", "comet1", "comet2", "comet3", "web1", "web2");
    assertThat(plan.nodes())
        .allSatisfy(
            node -> {
              assertThat(node.node().settings().roles()).containsExactly(node.role());
              assertThat(node.node().settings().node()).isEqualTo(node.name());
              assertThat(node.node().settings().cluster().zookeeper())
                  .contains("127.0.0.1:2181,127.0.0.1:2182,127.0.0.1:2183");
              assertThat(node.node().line().data().getFileName()).hasToString(node.name());
              assertThat(node.node().line().diesWithParent()).isTrue();
            });
  }

  @Test
  void plan_isOnLoopbackOnly() {
    assertThat(plan().ports()).allMatch(port -> port.address().equals("127.0.0.1"));
  }

  @Test
  void firstNodes_haveThePortsOfANodeAlone() {
    assertThat(numbers(plan("--comets", "2", "--webs", "2", "--messages", "1")))
        .contains(8090, 8091, 8190, 8191, 6968, 6969, 6970, 7068, 7069, 7070, 8070, 9092, 2181);
  }

  @Test
  void mostNodes_haveDistinctPorts_andTheOffsetMovesAll() {
    ClusterPlan most = plan("--comets", "9", "--webs", "9", "--messages", "9");
    ClusterPlan moved =
        plan("--comets", "9", "--webs", "9", "--messages", "9", "--port-offset", "20000");

    assertThat(numbers(most)).doesNotHaveDuplicates().hasSize(9 * 4 + 9 * 4 + 9 * 2 + 9 + 1);
    assertThat(numbers(moved))
        .containsExactlyElementsOf(numbers(most).stream().map(number -> number + 20_000).toList());
  }

  @Test
  void storeH2_isADatabaseThatMessageNodesShare() {
    ClusterPlan plan = plan();

    assertThat(plan.ownStore()).isTrue();
    assertThat(plan.nodes(Role.MESSAGE))
        .allSatisfy(
            node -> {
              assertThat(node.node().settings().message().store()).isEqualTo(StoreKind.SQL);
              assertThat(node.node().settings().message().sql().get(0).address().url())
                  .isEqualTo("jdbc:h2:tcp://127.0.0.1:9092/messages;WRITE_DELAY=0");
            });
  }

  @Test
  void otherStore_isEveryNodesThroughItsEnvironment_whereNobodyElseSeesIt() {
    ClusterPlan plan = plan("--store", "redis", "-Dhalley.redis.uri=redis://:hush@h");

    assertThat(plan.ownStore()).isFalse();
    assertThat(plan.environment()).containsEntry("HALLEY_REDIS_URI", "redis://:hush@h");
    assertThat(plan.nodes()).allMatch(node -> !node.arguments().toString().contains("hush"));
    assertThat(plan.nodes(Role.MESSAGE))
        .allMatch(node -> node.node().settings().message().store() == StoreKind.REDIS);
    assertThat(plan.ports()).noneMatch(port -> port.number() == 9092);
  }

  @Test
  void mistakesInSettings_areToldOnce() {
    assertThatThrownBy(() -> plan("-Dhalley.comet.buckets=3", "-Dhalley.message.kap=1"))
        .isInstanceOf(RefusedException.class)
        .satisfies(refused -> assertThat(String.valueOf(refused.getMessage()).lines()).hasSize(2));
  }

  @Test
  void databaseUrl_withStoreH2_isRefused() {
    assertThatThrownBy(() -> plan("-Dhalley.sql.url=jdbc:h2:mem:x"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--store sql");
  }

  private static List<Integer> numbers(ClusterPlan plan) {
    return plan.ports().stream().map(Port::number).toList();
  }

  private static ClusterPlan plan(String... options) {
    List<String> arguments = new ArrayList<>(List.of("cluster", "--data", "/d"));
    arguments.addAll(List.of(options));
    return ClusterPlan.of(ClusterLine.parse(arguments), Map.of(), Map.of());
  }
}
