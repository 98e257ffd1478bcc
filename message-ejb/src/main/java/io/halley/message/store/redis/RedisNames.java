/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.message.Key;
import java.nio.charset.StandardCharsets;

/**
 * Names in Redis. A key's messages lie under the key itself; what is ours begins with the byte FF,
 * which no key can have: it does not occur in UTF-8.
 */
final class RedisNames {
  private static final byte RESERVED = (byte) 0xFF;

  private RedisNames() {}

  static byte[] messages(Key key) {
    return key.value().getBytes(StandardCharsets.UTF_8);
  }

  /** What is noted of a key's messages: the highest id, and the highest that is gone. */
  static byte[] notes(Key key) {
    return reserved("halley:mids:" + key.value());
  }

  /** A push that its back end has named, of a key. */
  static byte[] push(Key key, long pushId) {
    return reserved("halley:push:" + pushId + ":" + key.value());
  }

  static byte[] tokens(Key key) {
    return reserved("halley:tokens:" + key.value());
  }

  static byte[] midCeiling() {
    return reserved("halley:mid-ceiling");
  }

  /** The mid from which on notes were taken; what was there before has none. */
  static byte[] notedFrom() {
    return reserved("halley:mids-noted-from");
  }

  private static byte[] reserved(String rest) {
    byte[] utf8 = rest.getBytes(StandardCharsets.UTF_8);
    byte[] name = new byte[utf8.length + 1];
    name[0] = RESERVED;
    System.arraycopy(utf8, 0, name, 1, utf8.length);
    return name;
  }
}
