/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import java.util.List;

/**
 * What a store has for a key after some mid.
 *
 * @param messages ascending by mid
 * @param complete whether that is all that was ever saved after the mid: nothing of it was capped,
 *     expired or deleted. Never true where the store does not know; only of a mid of 0, which is
 *     that of a client that has nothing yet, it is true also where what was lost is forgotten.
 */
public record Backlog(List<Message> messages, boolean complete) {
  public Backlog {
    messages = List.copyOf(messages);
  }
}
