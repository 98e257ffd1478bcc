/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedNodeTest {
  private static final int MANY = 100_000;

  /** Chance exceeds it once in a million times, with three degrees of freedom. */
  private static final double CHI_SQUARE_BOUND = 30.7;

  private final List<WeightedNode> nodes =
      IntStream.rangeClosed(1, 4)
          .mapToObj(weight -> candidate("10.0.0." + weight + ":8070", weight))
          .toList();

  private static WeightedNode candidate(String address, int weight) {
    return new WeightedNode(List.of(address), weight, new NodeHealthState());
  }

  private static WeightedNode chosen(int i, List<WeightedNode> nodes) {
    return WeightedNode.of(new Key("user-" + i), nodes).orElseThrow();
  }

  private void assertFair(IntFunction<WeightedNode> choice) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      counts.merge(choice.apply(i).name(), 1, Integer::sum);
    }
    double chiSquare = 0;
    for (WeightedNode node : nodes) {
      double expected = MANY * node.weight() / 10.0;
      chiSquare += Math.pow(counts.getOrDefault(node.name(), 0) - expected, 2) / expected;
    }
    assertThat(chiSquare).isLessThan(CHI_SQUARE_BOUND);
  }

  @Test
  void keys_areSharedByWeight() {
    assertFair(i -> chosen(i, nodes));
  }

  @Test
  void callsWithoutAKey_areSharedByWeight() {
    Random random = new Random(42);
    assertFair(i -> WeightedNode.any(nodes, random).orElseThrow());
  }

  @Test
  void key_goesToOneNode_inWhateverOrderTheyAreListed() {
    List<WeightedNode> backwards = List.of(nodes.get(3), nodes.get(2), nodes.get(1), nodes.get(0));
    for (int i = 0; i < 1_000; i++) {
      assertThat(chosen(i, nodes).name()).isEqualTo(chosen(i, backwards).name());
    }
  }

  @Test
  void nodeThatGoes_givesUpItsKeys_andNoOthersMove() {
    for (WeightedNode gone : nodes) {
      List<WeightedNode> left = nodes.stream().filter(node -> !node.equals(gone)).toList();
      Map<String, Integer> takers = new HashMap<>();
      for (int i = 0; i < 10_000; i++) {
        WeightedNode before = chosen(i, nodes);
        WeightedNode after = chosen(i, left);
        if (before.equals(gone)) {
          takers.merge(after.name(), 1, Integer::sum);
        } else {
          assertThat(after).isSameAs(before);
        }
      }
      assertThat(takers).as("all that are left take some").hasSize(3);
    }
  }

  @Test
  void nodeWhoseWeightRises_takesKeys_andNoOthersMove() {
    WeightedNode heavier = candidate(nodes.get(0).name(), 5);
    List<WeightedNode> after = List.of(heavier, nodes.get(1), nodes.get(2), nodes.get(3));
    for (int i = 0; i < 10_000; i++) {
      assertThat(chosen(i, after)).isIn(heavier, chosen(i, nodes));
    }
  }

  @Test
  void nobody_isChosenFromNobody() {
    assertThat(WeightedNode.of(new Key("a"), List.of())).isEmpty();
    assertThat(WeightedNode.any(List.of(), new Random(1))).isEmpty();
    assertThat(WeightedNode.best(List.of())).isEmpty();
  }

  @Test
  void best_areTheHealthy_thenTheDoubtful_thenAll() {
    assertThat(WeightedNode.best(nodes)).isEqualTo(nodes);
    nodes.get(0).condition().doubt();
    assertThat(WeightedNode.best(nodes)).isEqualTo(nodes.subList(1, 4));
    for (WeightedNode node : nodes.subList(1, 4)) {
      node.condition().checked(false);
      assertThat(node.grade()).isEqualTo(NodeHealthState.Grade.HEALTHY);
      assertThat(node.condition().checked(false)).isTrue();
      assertThat(node.condition().checked(false)).isFalse();
    }
    assertThat(WeightedNode.best(nodes)).containsExactly(nodes.get(0));
    nodes.get(0).condition().checked(false);
    nodes.get(0).condition().checked(false);
    assertThat(WeightedNode.best(nodes)).isEqualTo(nodes);
    assertThat(nodes.get(2).condition().checked(true)).isTrue();
    assertThat(WeightedNode.best(nodes)).containsExactly(nodes.get(2));
  }

  @Test
  void doubt_lastsUntilTheNextGoodCheck() {
    NodeHealthState condition = new NodeHealthState();
    condition.doubt();
    condition.checked(false);
    assertThat(condition.grade()).isEqualTo(NodeHealthState.Grade.DOUBTFUL);
    condition.checked(true);
    assertThat(condition.grade()).isEqualTo(NodeHealthState.Grade.HEALTHY);
  }
}
