/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

import java.util.concurrent.CompletableFuture;

/** A request on its way through the pool. */
final class HttpRequest {
  private final byte[] bytes;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private boolean repeated;

  HttpRequest(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  /**
   * Whether it may be sent once more, on a new connection: a server may close a connection that it
   * keeps alive at the very moment in which the next request is sent.
   */
  boolean mayRepeat() {
    boolean first = !repeated;
    repeated = true;
    return first;
  }
}
