/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.message;

import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The tokens of the fake, with the moment at which each expires. For one thread at a time. */
final class InMemoryTokens {
  private final Map<Key, Map<String, Instant>> byKey = new HashMap<>();
  private final InstantSource clock;
  private final Duration life;

  InMemoryTokens(InstantSource clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  boolean add(Key key, String token) {
    Map<String, Instant> live = live(key);
    return live.putIfAbsent(token, clock.instant().plus(life)) == null;
  }

  TokenCheck use(Key key, String token) {
    Map<String, Instant> live = live(key);
    if (live.isEmpty()) {
      return TokenCheck.NO_CHANNEL;
    }
    return live.replace(token, clock.instant().plus(life)) == null
        ? TokenCheck.INVALID
        : TokenCheck.VALID;
  }

  private Map<String, Instant> live(Key key) {
    Map<String, Instant> tokens = byKey.computeIfAbsent(key, k -> new HashMap<>());
    Instant now = clock.instant();
    tokens.values().removeIf(expiry -> !expiry.isAfter(now));
    return tokens;
  }
}
