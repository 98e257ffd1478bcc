/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.message.Key;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Names in Redis. A key's messages lie under the key itself; what is ours begins with the byte FF,
 * which no key can have: it does not occur in UTF-8.
 *
 * <p>In a cluster what a script touches must lie in one slot. So a key's other names there hold, in
 * braces, a number that has the key's slot, whatever braces the key has itself.
 */
final class RedisNames {
  private static final byte RESERVED = (byte) 0xFF;
  private static final int SLOTS = 16_384;

  private final String[] tagOfSlot;

  /**
   * @param inCluster whether names that belong together must have one slot
   */
  RedisNames(boolean inCluster) {
    tagOfSlot = inCluster ? tags() : new String[0];
  }

  byte[] messages(Key key) {
    return key.value().getBytes(StandardCharsets.UTF_8);
  }

  /** What is noted of a key's log: the last ids, and what is gone. */
  byte[] notes(Key key) {
    return reserved("halley:mids:" + tag(key) + key.value());
  }

  /** A push that its back end has named, of a key. */
  byte[] push(Key key, long pushId) {
    return reserved("halley:push:" + tag(key) + pushId + ":" + key.value());
  }

  byte[] tokens(Key key) {
    return reserved("halley:tokens:" + tag(key) + key.value());
  }

  byte[] midCeiling() {
    return reserved("halley:mid-ceiling");
  }

  /** The mid from which on notes were taken; what was there before has none. */
  byte[] notedFrom() {
    return reserved("halley:mids-noted-from");
  }

  private String tag(Key key) {
    return tagOfSlot.length == 0
        ? ""
        : "{" + tagOfSlot[JedisClusterCRC16.getSlot(messages(key))] + "}";
  }

  /** The lowest number for each slot. */
  private static String[] tags() {
    String[] tags = new String[SLOTS];
    int missing = SLOTS;
    for (int number = 0; missing > 0; number++) {
      String tag = Integer.toString(number);
      int slot = JedisClusterCRC16.getSlot(tag);
      if (tags[slot] == null) {
        tags[slot] = tag;
        missing--;
      }
    }
    return tags;
  }

  private static byte[] reserved(String rest) {
    byte[] utf8 = rest.getBytes(StandardCharsets.UTF_8);
    byte[] name = new byte[utf8.length + 1];
    name[0] = RESERVED;
    System.arraycopy(utf8, 0, name, 1, utf8.length);
    return name;
  }
}
