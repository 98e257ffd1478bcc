/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

/** The client's TCP connection below a session. */
public interface Transport {
  /**
   * Closes the connection now; what was written and not sent is lost. Any thread may call it, any
   * number of times; it does not block.
   */
  void terminate();
}
