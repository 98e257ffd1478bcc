/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import java.util.List;

/**
 * What the log of a key has after some mid, all of it as it was at one moment.
 *
 * @param messages ascending by mid
 * @param head the last mid that the log gave; 0: none ever. What is appended later has a higher one
 * @param complete whether that is all that was ever appended after the mid: nothing of it was
 *     capped, expired or deleted. Never true where the store does not know; only of a mid of 0,
 *     which is that of a client that has nothing yet, it is true also where what was lost is
 *     forgotten.
 */
public record Backlog(List<Message> messages, long head, boolean complete) {
  public Backlog {
    messages = List.copyOf(messages);
  }
}
