/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.push;

import static io.halley.web.push.PushOptions.expiring;
import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.CometService;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.web.FakeCometService;
import io.halley.web.http.ResultCode;
import io.halley.web.route.CometRouter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushServiceTest {
  private static final Payload MESSAGE = Payload.of("{}");

  private final InMemoryMessageService messages =
      new InMemoryMessageService(InstantSource.system());
  private final FakeCometService one = new FakeCometService(messages, InstantSource.system());
  private final FakeCometService two = new FakeCometService(messages, InstantSource.system());
  private final ClusterView view =
      new ClusterView(
          1,
          List.of(
              CometNode.alone("node1", List.of(), List.of()),
              CometNode.alone("node2", List.of(), List.of())));
  private final Map<String, CometService> services = Map.of("node1", one, "node2", two);
  private final PushService pushes =
      new PushService(new CometRouter(() -> view, node -> service(node.name())));

  private CometService service(String node) {
    return services.getOrDefault(node, one);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static MultiKeyPush batch(String keys) {
    String body = "{\"m\":\"{}\",\"k\":\"" + keys + "\"}";
    return MultiKeyPush.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  @Test
  void toOne_reachesTheOwnerAlone() throws Exception {
    Key key = new Key("a");
    boolean first = view.owner(key).orElseThrow().name().equals("node1");
    assertThat(get(pushes.toOne(MESSAGE, key, expiring(5))).code()).isEqualTo(ResultCode.OK);
    assertThat((first ? one : two).pushes())
        .containsExactly(new FakeCometService.Taken(MESSAGE, 5, List.of(key)));
    assertThat((first ? two : one).pushes()).isEmpty();
    assertThat(get(messages.after(key, 0)).messages()).hasSize(1);
  }

  @Test
  void toOne_thatFails_isAnInternalError() throws Exception {
    for (String key : new String[] {"fail-1", "gone-1"}) {
      assertThat(get(pushes.toOne(MESSAGE, new Key(key), expiring(0))).code())
          .isEqualTo(ResultCode.INTERNAL_ERROR);
    }
  }

  @Test
  void toOne_withoutANode_saysSo() throws Exception {
    PushService nowhere =
        new PushService(new CometRouter(() -> new ClusterView(1, List.of()), node -> one));
    assertThat(get(nowhere.toOne(MESSAGE, new Key("a"), expiring(0))).code())
        .isEqualTo(ResultCode.NO_NODE);
    assertThat(AnswerData.of(get(nowhere.toMany(batch("a,b"), expiring(0)))))
        .isEqualTo(AnswerData.failing(List.of("a", "b")));
  }

  @Test
  void toMany_asksEachNodeOnce_withItsOwnKeys() throws Exception {
    String keys = IntStream.range(0, 100).mapToObj(i -> "key" + i).collect(Collectors.joining(","));
    assertThat(AnswerData.of(get(pushes.toMany(batch(keys), expiring(5))))).isEmpty();
    assertThat(one.pushes()).hasSize(1);
    assertThat(two.pushes()).hasSize(1);
    assertThat(one.pushes().get(0).keys())
        .allMatch(key -> view.owner(key).orElseThrow().name().equals("node1"));
    assertThat(one.pushes().get(0).keys().size() + two.pushes().get(0).keys().size())
        .isEqualTo(100);
  }

  @Test
  void toMany_namesWhatFailed_andServesTheOthers() throws Exception {
    String tooLong = "x".repeat(65);
    assertThat(
            AnswerData.of(
                get(pushes.toMany(batch("a,fail-1,," + tooLong + ",b,a,fail-1"), expiring(5)))))
        .isEqualTo(AnswerData.failing(List.of("fail-1", "", tooLong)));
    assertThat(get(messages.after(new Key("a"), 0)).messages()).hasSize(1);
    assertThat(get(messages.after(new Key("b"), 0)).messages()).hasSize(1);
  }

  @Test
  void toMany_withOneNodeGone_servesTheOther() throws Exception {
    String gone = owned("gone-", "node1");
    String withIt = owned("k", "node1");
    String other = owned("k", "node2");
    assertThat(
            AnswerData.of(
                get(pushes.toMany(batch(other + "," + gone + "," + withIt), expiring(5)))))
        .isEqualTo(AnswerData.failing(List.of(gone, withIt)));
    assertThat(get(messages.after(new Key(other), 0)).messages()).hasSize(1);
  }

  private String owned(String prefix, String node) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> prefix + i)
        .filter(name -> view.owner(new Key(name)).orElseThrow().name().equals(node))
        .findFirst()
        .orElseThrow();
  }
}
