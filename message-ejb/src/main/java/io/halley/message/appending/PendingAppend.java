/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.appending;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Mid;
import io.halley.cluster.rpc.LogEntry;
import io.halley.message.store.Append;
import java.util.Optional;

/** A message on its way to the log of one key, and whom to tell. */
record PendingAppend(AppendTarget target, LogEntry entry, AppendCall call) {
  /**
   * What the store is given.
   *
   * @param tick the mid of the present moment
   */
  Append at(long tick) {
    return new Append(target.key(), Math.max(tick, Mid.after(target.above())), entry);
  }

  void end(Optional<Appended> answer) {
    call.end(target.key(), answer);
  }

  void fail() {
    end(Optional.empty());
  }
}
