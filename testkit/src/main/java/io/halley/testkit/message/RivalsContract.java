/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.MessageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who save at a time, for some keys, by way of several nodes. */
interface RivalsContract extends ManyNodes {
  /** Keys at a time, each with its own story, of which a lane has several in a batch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  default void savesOfAKey_oneAfterTheOther_riseAndAreThereOnce(int seed) throws Exception {
    List<KeyStory> stories = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      stories.add(new KeyStory(nodes(), clock(), 100L * seed + i));
    }

    together(stories);

    stories.forEach(KeyStory::check);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  default void pushesOfAKey_eachAskedForByManyAtATime_areThereOnce(int seed) throws Exception {
    RivalSaves saves = new RivalSaves(service(), clock());
    List<Callable<Void>> rivals = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random random = new Random(10L * seed + i);
      rivals.add(
          () -> {
            askForAll(saves, random);
            return null;
          });
    }

    together(rivals);

    assertThat(saves.pushes())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 15).boxed().toList());
    assertThat(saves.mids()).isSorted().doesNotHaveDuplicates();
  }

  private void askForAll(RivalSaves saves, Random random) {
    long mid = saves.mid(random.nextInt(50));
    for (long push = 1; push <= 15; push++) {
      List<MessageService> nodes = exactNodes();
      MessageService node = nodes.get(random.nextInt(nodes.size()));
      if (random.nextBoolean()) {
        saves.keepBy(node, push);
      } else {
        List<Conflict> met = saves.saveBy(node, push, mid, 0);
        while (!met.isEmpty() && met.get(0).kind() == Kind.STALE) {
          mid = met.get(0).mid() + 4;
          met = saves.saveBy(node, push, mid, 0);
        }
      }
      mid += 4;
    }
  }

  /** One save that is asked for twice, since its first answer is late. */
  @Test
  default void save_atTheSameMomentByWayOfAllNodes_isOnceSavedAndElseRepeated() throws Exception {
    RivalSaves saves = new RivalSaves(service(), clock());
    for (int n = 1; n <= 15; n++) {
      long push = n;
      long mid = saves.mid(n);
      List<Callable<List<Conflict>>> rivals = new ArrayList<>();
      for (MessageService node : nodes()) {
        rivals.add(() -> saves.saveBy(node, push, mid, mid - 4));
        rivals.add(() -> saves.saveBy(node, push, mid, mid - 4));
      }

      List<Conflict> met = new ArrayList<>();
      together(rivals).forEach(met::addAll);

      assertThat(met).hasSize(rivals.size() - 1).containsOnly(saves.met(Kind.REPEATED, mid));
    }
    assertThat(saves.pushes()).hasSize(15);
  }

  private static <T> List<T> together(List<? extends Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
        results.add(done.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
