/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.net.URI;
import java.time.Duration;

/**
 * Settings of a message node. Where the store is a database server, the container's data source
 * reads {@code halley.sql.*} itself.
 *
 * @param store where messages and tokens are kept
 * @param redisUri the Redis server
 * @param cap messages kept for a key: the newest ones
 * @param tokenLife how long a token lives from its last use
 * @param saveLanes saves that run at a time, each on a thread and a connection of its own
 * @param saveBatch messages that one transaction or pipeline takes at the most
 * @param saveQueue messages that may wait for each lane; more are refused
 * @param sweepEvery time between two sweeps of expired messages
 * @param sweepSlice messages that one transaction of a sweep deletes at the most
 */
public record MessageSettings(
    StoreKind store,
    URI redisUri,
    int cap,
    Duration tokenLife,
    int saveLanes,
    int saveBatch,
    int saveQueue,
    Duration sweepEvery,
    int sweepSlice) {

  private static final String REDIS_URI = "redis://127.0.0.1:6379";

  static MessageSettings read(SettingsReader reader) {
    return new MessageSettings(
        reader.choice("halley.message.store", StoreKind.H2),
        redisUri(reader),
        reader.integer("halley.message.cap", 20, 1, 10_000),
        Duration.ofSeconds(
            reader.number("halley.message.token-life-seconds", 2_592_000, 1, 3_153_600_000L)),
        reader.integer("halley.message.save-lanes", 2, 1, 64),
        reader.integer("halley.message.save-batch", 256, 1, 10_000),
        reader.integer("halley.message.save-queue", 65_536, 1, 10_000_000),
        Duration.ofSeconds(reader.integer("halley.message.sweep-seconds", 60, 1, 86_400)),
        reader.integer("halley.message.sweep-slice", 1_000, 1, 100_000));
  }

  private static URI redisUri(SettingsReader reader) {
    String property = "halley.redis.uri";
    String text = reader.text(property, REDIS_URI);
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // reported below, in the same words as an address of another kind
    }
    // the text may hold a password
    reader.mistake(
        property
            + " must have the form redis://[user:password@]host[:port][/database] or rediss://...;"
            + " the default is "
            + REDIS_URI
            + ".");
    return URI.create(REDIS_URI);
  }

  /** Never prints the password of the Redis server. */
  @Override
  public String toString() {
    return "MessageSettings[store="
        + store
        + ", redis="
        + redisUri.getHost()
        + ":"
        + redisUri.getPort()
        + ", cap="
        + cap
        + ", tokenLife="
        + tokenLife
        + ", saveLanes="
        + saveLanes
        + ", saveBatch="
        + saveBatch
        + ", saveQueue="
        + saveQueue
        + ", sweepEvery="
        + sweepEvery
        + ", sweepSlice="
        + sweepSlice
        + "]";
  }
}
