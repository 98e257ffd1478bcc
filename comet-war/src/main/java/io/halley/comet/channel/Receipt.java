/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.channel;

import io.halley.cluster.rpc.PushDetail;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a push comes to for one key, for a caller who wants to know. Safe for any thread. */
final class Receipt {
  private final boolean isStored;
  private final CompletableFuture<PushDetail> detail = new CompletableFuture<>();
  private volatile long mid;
  private volatile boolean isRepeated;

  /**
   * @param mid the message's own
   * @param isStored whether it is saved before its turn
   */
  Receipt(long mid, boolean isStored) {
    this.mid = mid;
    this.isStored = isStored;
  }

  /** The same push was taken before, with this mid. To be said before the turn is over. */
  void repeats(long earlierMid) {
    mid = earlierMid;
    isRepeated = true;
  }

  /** The message's turn is over: so many connections have it. */
  void handedTo(int connections) {
    detail.complete(new PushDetail(mid, isStored, connections, isRepeated));
  }

  /** Ends, normally, when the message's turn is over. */
  CompletionStage<PushDetail> detail() {
    return detail;
  }
}
