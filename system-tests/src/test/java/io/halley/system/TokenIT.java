/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.node.Folders;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import org.junit.jupiter.api.Test;

/**
 * With auth on, a subscriber needs a token that was added to its key, before or after a restart.
 */
class TokenIT {
  @Test
  void token_letsItsOwnerIn_alsoAfterARestart() {
    NodeSetup setup =
        NodeSetup.of(NodeKind.MICRO, Folders.create("token"), "-Dhalley.comet.auth=true");
    try (Node node = Node.start(setup)) {
      assertThat(answer(node, "alice", "token-a")).isEqualTo(Frame.reply("-c"));
      assertThat(node.backEnd().addToken("alice", "token-a").ret()).isZero();
      assertThat(node.backEnd().addToken("alice", "token-a").ret()).as("added twice").isNotZero();
      assertThat(answer(node, "alice", "token-a")).isEqualTo(Frame.HEARTBEAT);
      assertThat(answer(node, "alice", "token-b")).isEqualTo(Frame.reply("-a"));
      assertThat(answer(node, "bob", "token-a")).isEqualTo(Frame.reply("-c"));
      assertThat(node.process().stop()).as("exit code after a stop").isIn(0, 130, 143);
    }
    try (Node node = Node.start(setup)) {
      assertThat(answer(node, "alice", "token-a")).isEqualTo(Frame.HEARTBEAT);
      assertThat(answer(node, "alice", "token-b")).isEqualTo(Frame.reply("-a"));
      assertThat(answer(node, "bob", "token-a")).isEqualTo(Frame.reply("-c"));
    }
  }

  private static Frame answer(Node node, String key, String token) {
    try (TcpSubscriber subscriber = node.tcp()) {
      subscriber.subscribe(Subscription.of(key, 60).withToken(token));
      return subscriber.next();
    }
  }
}
