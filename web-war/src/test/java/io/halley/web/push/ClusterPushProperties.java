/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static io.halley.web.push.PushOptions.expiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.rpc.PushResult;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.web.http.ApiResult;
import io.halley.web.route.CometRouter;
import io.halley.web.route.CurrentView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever nodes do, every key has one outcome, and is appended once at most, under one id. */
class ClusterPushProperties {
  /** What nodes say of a key, however often it comes to one. */
  enum Fate {
    TAKEN,
    FAILS,
    MOVES_ONCE,
    MOVES_TWICE,
    MOVES_FOR_EVER,
    MOVES_FOR_EVER_AND_CANNOT_BE_APPENDED
  }

  private static final List<String> NODES = List.of("a", "b", "c", "d");

  @Property(tries = 200)
  void everyKey_hasOneOutcome(
      @ForAll @Size(min = 1, max = 40) List<Fate> fates,
      @ForAll @Size(max = 3) Set<@IntRange(max = 3) Integer> goneNodes,
      @ForAll boolean stored)
      throws Exception {
    List<Key> keys =
        IntStream.range(0, fates.size())
            .mapToObj(
                i ->
                    fates.get(i) == Fate.MOVES_FOR_EVER_AND_CANNOT_BE_APPENDED
                        ? new Key(AppendingMessages.FAILING + i)
                        : new Key("k" + i))
            .toList();
    Set<String> gone = goneNodes.stream().map(NODES::get).collect(Collectors.toSet());
    AppendingMessages messages = new AppendingMessages();
    try (CurrentView view = new CurrentView(view(1))) {
      Map<String, ScriptedComet> comets =
          NODES.stream().collect(Collectors.toMap(Function.identity(), n -> new ScriptedComet()));
      for (String node : NODES) {
        for (int round = 1; round <= 3; round++) {
          int asked = round;
          comets
              .getOrDefault(node, new ScriptedComet())
              .then(
                  some -> {
                    view.accept(view(view.get().version() + 1));
                    return gone.contains(node)
                        ? ScriptedComet.gone()
                        : CompletableFuture.completedStage(answer(some, keys, fates, asked));
                  });
        }
      }
      Function<CometNode, CometService> services =
          node -> comets.getOrDefault(node.name(), new ScriptedComet());
      PushService pushes =
          new PushService(
              new CometRouter(view, services),
              new ClusterPushConfig(
                  view, messages, Instant::now, () -> 5, mids -> {}, Duration.ofMinutes(5)));

      ApiResult answer =
          pushes
              .toMany(batch(keys), expiring(stored ? 9 : 0))
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);

      List<String> failures = new ArrayList<>();
      List<Key> appended = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        Key key = keys.get(i);
        boolean isGone = gone.contains(view(1).owner(key).orElseThrow().name());
        boolean untaken =
            isGone
                || fates.get(i) == Fate.MOVES_FOR_EVER
                || fates.get(i) == Fate.MOVES_FOR_EVER_AND_CANNOT_BE_APPENDED;
        if (untaken && stored) {
          appended.add(key);
        }
        if (untaken
            ? !stored || fates.get(i) == Fate.MOVES_FOR_EVER_AND_CANNOT_BE_APPENDED
            : fates.get(i) == Fate.FAILS) {
          failures.add(key.value());
        }
      }
      assertThat(AnswerData.of(answer)).isEqualTo(AnswerData.failing(failures));
      assertThat(messages.keys()).containsExactlyInAnyOrderElementsOf(appended);
      assertThat(messages.calls)
          .allMatch(call -> call.entry().pushId() == 5 && call.entry().again());
      assertThat(comets.values().stream().flatMap(comet -> comet.calls.stream()))
          .allMatch(call -> call.push().id() == 5);
    }
  }

  private static PushResult answer(Set<Key> some, List<Key> keys, List<Fate> fates, int round) {
    return new PushResult(
        having(some, keys, fates, fate -> fate == Fate.FAILS),
        having(
            some,
            keys,
            fates,
            fate ->
                switch (fate) {
                  case TAKEN, FAILS -> false;
                  case MOVES_ONCE -> round == 1;
                  case MOVES_TWICE -> round <= 2;
                  case MOVES_FOR_EVER, MOVES_FOR_EVER_AND_CANNOT_BE_APPENDED -> true;
                }));
  }

  private static Set<Key> having(
      Set<Key> some, List<Key> keys, List<Fate> fates, Function<Fate, Boolean> wanted) {
    return some.stream()
        .filter(key -> wanted.apply(fates.get(keys.indexOf(key))))
        .collect(Collectors.toSet());
  }

  private static ClusterView view(long version) {
    return new ClusterView(
        version, NODES.stream().map(n -> CometNode.alone(n, List.of(), List.of())).toList());
  }

  private static MultiKeyPush batch(List<Key> keys) {
    String names = keys.stream().map(Key::value).collect(Collectors.joining(","));
    String body = "{\"m\":\"{}\",\"k\":\"" + names + "\"}";
    return Stream.of(body.getBytes(StandardCharsets.UTF_8))
        .flatMap(bytes -> MultiKeyPush.parse(bytes).stream())
        .findFirst()
        .orElseThrow();
  }
}
