/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import static io.halley.testkit.message.MessageServiceContract.CAP;
import static io.halley.testkit.message.MessageServiceContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Mid;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.Conflict.Kind;
import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.time.MutableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * What befalls one key: two comets, whose clocks differ and who do not know of each other, and
 * somebody who keeps save for it, one after the other, new pushes and again such that were saved.
 * What each of them must meet follows from what was saved before.
 */
final class KeyStory implements Callable<Void> {
  private static final int STEPS = 60;

  /** Ids of a comet: its last one, and the highest that it knows to be stored. */
  private static final class Comet {
    long last;
    long known;
  }

  private record Saved(long push, long mid) {}

  private final List<MessageService> nodes;
  private final Random random;
  private final RivalSaves saves;
  private final List<Comet> comets = List.of(new Comet(), new Comet());
  private final List<Saved> saved = new ArrayList<>();

  KeyStory(List<MessageService> nodes, MutableClock clock, long seed) {
    this.nodes = nodes;
    this.random = new Random(seed);
    this.saves = new RivalSaves(nodes.get(0), clock);
    comets.get(0).last = saves.mid(0);
    comets.get(1).last = Mid.plusSeconds(saves.mid(0), -2);
  }

  @Override
  public Void call() {
    for (long push = 1; push <= STEPS; push++) {
      switch (random.nextInt(4)) {
        case 0 -> keep(push);
        case 1 -> repeat();
        default -> save(push, comets.get(random.nextInt(2)));
      }
    }
    return null;
  }

  /** Everything that was answered is there, in its order, as far as the cap goes. */
  void check() {
    List<Saved> kept = saved.subList(Math.max(0, saved.size() - CAP), saved.size());
    assertThat(saves.mids()).containsExactlyElementsOf(kept.stream().map(Saved::mid).toList());
    assertThat(saves.pushes()).containsExactlyElementsOf(kept.stream().map(Saved::push).toList());
    assertThat(saved.stream().map(Saved::mid)).isSorted().doesNotHaveDuplicates();
    assertThat(saved.stream().map(Saved::push)).doesNotHaveDuplicates();
  }

  private void keep(long push) {
    saves.keepBy(node(), push);
    List<Message> found = get(node().findAfter(saves.key, newest())).messages();
    assertThat(found).hasSize(1);
    saved.add(new Saved(push, found.get(0).mid()));
  }

  private void save(long push, Comet comet) {
    comet.last += Mid.STEP * (1 + random.nextInt(3));
    List<Conflict> met = saves.saveBy(node(), push, comet.last, comet.known);
    if (newest() >= comet.last) {
      assertThat(met).containsExactly(saves.met(Kind.STALE, newest()));
      comet.last = newest() + Mid.STEP;
      met = saves.saveBy(node(), push, comet.last, comet.known);
    }
    if (newest() > comet.known) {
      assertThat(met).containsExactly(saves.met(Kind.UNSEEN, newest()));
    } else {
      assertThat(met).isEmpty();
    }
    comet.known = comet.last;
    saved.add(new Saved(push, comet.last));
  }

  private void repeat() {
    if (!saved.isEmpty()) {
      Saved again = saved.get(saved.size() - 1 - random.nextInt(Math.min(10, saved.size())));
      if (random.nextBoolean()) {
        saves.keepBy(node(), again.push());
      } else {
        long mid = again.mid() + Mid.STEP * (random.nextInt(21) - 10);
        assertThat(saves.saveBy(node(), again.push(), mid, again.mid() - 1))
            .containsExactly(saves.met(Kind.REPEATED, again.mid()));
      }
    }
  }

  private long newest() {
    return saved.isEmpty() ? 0 : saved.get(saved.size() - 1).mid();
  }

  private MessageService node() {
    return nodes.get(random.nextInt(nodes.size()));
  }
}
