/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import io.halley.system.http.Answer;
import io.halley.system.http.BackEnd;
import io.halley.system.node.Listener;
import io.halley.testkit.edge.Edge;
import java.net.InetSocketAddress;

/** An edge of a shared node, for the contract of all edges. Closing it leaves the node alone. */
record NodeEdge(InetSocketAddress address, BackEnd backEnd) implements Edge {
  static NodeEdge of(Node node, Listener listener) {
    return new NodeEdge(node.address(listener), node.backEnd());
  }

  /** An edge of a node that is guarded by {@link SharedNode#ADMIN_KEY}. */
  static NodeEdge ofGuarded(Node node, Listener listener) {
    BackEnd open = node.backEnd();
    return new NodeEdge(
        node.address(listener),
        new BackEnd(
            open.publicListener(),
            open.adminListener().withHeader("Authorization", "Bearer " + SharedNode.ADMIN_KEY)));
  }

  @Override
  public void push(String key, String json) {
    requireOk(backEnd.push(key, 0, json));
  }

  @Override
  public void pushStored(String key, long expireSeconds, String json) {
    requireOk(backEnd.push(key, expireSeconds, json));
  }

  @Override
  public void addToken(String key, String token) {
    requireOk(backEnd.addToken(key, token));
  }

  @Override
  public void close() {}

  private static void requireOk(Answer answer) {
    if (answer.status() != 200 || answer.ret() != 0) {
      throw new AssertionError("the node answered " + answer);
    }
  }
}
