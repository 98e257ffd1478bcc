/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How long and how much a store keeps.
 *
 * @param clock what tells whether something is expired
 * @param cap messages kept for a key: the newest ones
 * @param tokenLife how long a token lives from its last use
 */
public record Retention(InstantSource clock, int cap, Duration tokenLife) {
  /** The current Unix second. */
  public long now() {
    return clock.instant().getEpochSecond();
  }

  /** The Unix second from which on a token that is used now is expired. */
  public long tokenExpiry() {
    return now() + tokenLife.toSeconds();
  }
}
