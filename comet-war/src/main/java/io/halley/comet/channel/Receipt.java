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

  /**
   * @param isStored whether its log keeps the message
   */
  Receipt(boolean isStored) {
    this.isStored = isStored;
  }

  /** The message's turn is over: so many connections have it now. */
  void handedTo(long mid, int connections) {
    detail.complete(new PushDetail(mid, isStored, connections, false));
  }

  /** The same push was taken before, with this mid. */
  void repeats(long mid) {
    detail.complete(new PushDetail(mid, isStored, 0, true));
  }

  /** Ends, normally, when the message's turn is over. */
  CompletionStage<PushDetail> detail() {
    return detail;
  }
}
