/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.balance;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.rpc.MessageService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Acknowledgements of many keys. A part that fails is left: those messages are forgotten when their
 * client acknowledges again, or by themselves.
 */
final class Acknowledging implements ScatterGather.Question<Acknowledgement, Boolean> {
  private static final Logger LOG = System.getLogger(Acknowledging.class.getName());

  @Override
  public Optional<WeightedNode> choose(Acknowledgement item, List<WeightedNode> nodes) {
    return WeightedNode.of(item.key(), nodes);
  }

  @Override
  public CompletionStage<Boolean> ask(
      MessageService node, List<Acknowledgement> items, boolean again) {
    return node.acknowledge(items).thenApply(done -> true);
  }

  @Override
  public Boolean join(Boolean one, Boolean other) {
    return one && other;
  }

  @Override
  public Boolean failed(List<Acknowledgement> items, Throwable reason) {
    LOG.log(
        Level.DEBUG,
        "what {0} keys acknowledged was not forgotten: {1}",
        items.size(),
        reason.getMessage());
    return false;
  }
}
