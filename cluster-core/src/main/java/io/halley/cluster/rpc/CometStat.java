/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import java.util.Map;

/**
 * A comet node's counters, each since the node's start but the {@code Current} ones, which are of
 * now.
 *
 * @param channelAccess times that a channel was looked up
 * @param channelCreate channels made
 * @param channelDelete channels freed
 * @param channelCurrent channels held
 * @param connectionAdd connections subscribed
 * @param connectionRemove subscribed connections that ended
 * @param connectionCurrent connections subscribed now
 * @param messageSucceed messages accepted, one a key
 * @param messageFailed messages that failed, one a key
 * @param closed connections that ended, subscribed or not, by reason
 * @param dropped messages that were dropped because their connection was too slow, by reason
 */
public record CometStat(
    long channelAccess,
    long channelCreate,
    long channelDelete,
    long channelCurrent,
    long connectionAdd,
    long connectionRemove,
    long connectionCurrent,
    long messageSucceed,
    long messageFailed,
    Map<String, Long> closed,
    Map<String, Long> dropped) {
  public CometStat {
    closed = Map.copyOf(closed);
    dropped = Map.copyOf(dropped);
  }

  /** The same with other counts by reason. */
  public CometStat with(Map<String, Long> closedByReason, Map<String, Long> droppedByReason) {
    return new CometStat(
        channelAccess,
        channelCreate,
        channelDelete,
        channelCurrent,
        connectionAdd,
        connectionRemove,
        connectionCurrent,
        messageSucceed,
        messageFailed,
        closedByReason,
        droppedByReason);
  }
}
