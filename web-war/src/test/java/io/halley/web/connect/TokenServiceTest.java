/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.message.Key;
import io.halley.cluster.view.ClusterView;
import io.halley.cluster.view.CometNode;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.web.FakeCometService;
import io.halley.web.http.ResultCode;
import io.halley.web.route.CometRouter;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenServiceTest {
  private static final Key KEY = new Key("a");

  private final FakeCometService comet =
      new FakeCometService(
          new InMemoryMessageService(InstantSource.system()), InstantSource.system());

  private TokenService tokens(CometNode... nodes) {
    ClusterView view = new ClusterView(1, List.of(nodes));
    return new TokenService(new CometRouter(() -> view, node -> comet));
  }

  @Test
  void add_isDoneOnce_andAnErrorTheSecondTime() {
    TokenService tokens = tokens(CometNode.alone("node1", List.of(), List.of()));
    assertThat(tokens.add(KEY, "t")).isCompletedWithValue(ResultCode.OK);
    assertThat(tokens.add(KEY, "t")).isCompletedWithValue(ResultCode.INTERNAL_ERROR);
    assertThat(tokens.add(KEY, "u")).isCompletedWithValue(ResultCode.OK);
  }

  @Test
  void add_withoutANode_saysSo() {
    assertThat(tokens().add(KEY, "t")).isCompletedWithValue(ResultCode.NO_NODE);
  }
}
