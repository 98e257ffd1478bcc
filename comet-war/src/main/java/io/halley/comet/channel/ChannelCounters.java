/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.rpc.CometStat;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened to channels, connections and messages since the node started. */
public final class ChannelCounters {
  final LongAdder channelAccess = new LongAdder();
  final LongAdder channelCreate = new LongAdder();
  final LongAdder channelDelete = new LongAdder();
  final LongAdder connectionAdd = new LongAdder();
  final LongAdder connectionRemove = new LongAdder();
  final LongAdder messageSucceed = new LongAdder();
  final LongAdder messageFailed = new LongAdder();

  /** The counters now; how connections ended is counted elsewhere. */
  public CometStat snapshot() {
    // what ended is read before what began, so that no difference is negative
    long deleted = channelDelete.sum();
    long created = channelCreate.sum();
    long removed = connectionRemove.sum();
    long added = connectionAdd.sum();
    return new CometStat(
        channelAccess.sum(),
        created,
        deleted,
        created - deleted,
        added,
        removed,
        added - removed,
        messageSucceed.sum(),
        messageFailed.sum(),
        Map.of(),
        Map.of());
  }
}
