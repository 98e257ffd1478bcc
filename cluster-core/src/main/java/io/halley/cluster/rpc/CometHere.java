/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.view.ClusterView;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The comet service of this process: pushes go to it directly where they can, everything else, and
 * pushes that find nobody, by gRPC in process.
 *
 * @param name under which it is served
 * @param rpc the way by gRPC
 */
record CometHere(String name, CometService rpc) implements CometService {
  @Override
  public CompletionStage<PushResult> push(Push push, Collection<Key> keys) {
    return ServedHere.call(name, CometService.class, here -> here.push(push, keys))
        .orElseGet(() -> rpc.push(push, keys));
  }

  @Override
  public CompletionStage<Set<Key>> kept(Map<Key, Long> mids) {
    return rpc.kept(mids);
  }

  @Override
  public CompletionStage<Void> adopt(ClusterView view) {
    return rpc.adopt(view);
  }

  @Override
  public CompletionStage<Boolean> addToken(Key key, String token) {
    return rpc.addToken(key, token);
  }

  @Override
  public CompletionStage<CometStat> stat() {
    return rpc.stat();
  }

  @Override
  public CompletionStage<Long> connections(Key key) {
    return rpc.connections(key);
  }
}
