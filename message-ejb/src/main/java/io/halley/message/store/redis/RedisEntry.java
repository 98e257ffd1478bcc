/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.json.JsonMembers;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.message.store.Append;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A member of a key's sorted set, {@code {"msg":<raw JSON>,"expire":<Unix second>,"mid":<id>,
 * "push":<id>}} without the space. The id makes equal messages distinct. Members that builds before
 * wrote may have no push; those of the replaced system have no id either, and their score is it.
 *
 * @param message what a subscriber gets
 * @param expiresAt the Unix second from which on it is expired
 */
record RedisEntry(Message message, long expiresAt) {
  /** More than a message of ours may have, for what the replaced system wrote. */
  private static final int MAX_DEPTH = 1_000;

  /** The bytes of a member up to its mid, which the server gives; its push then ends it. */
  static byte[] upToMid(Append message) {
    byte[] head = "{\"msg\":".getBytes(StandardCharsets.US_ASCII);
    byte[] tail =
        (",\"expire\":" + message.expiresAt() + ",\"mid\":").getBytes(StandardCharsets.US_ASCII);
    byte[] payload = message.payload().utf8();
    return ByteBuffer.allocate(head.length + payload.length + tail.length)
        .put(head)
        .put(payload)
        .put(tail)
        .array();
  }

  /**
   * Parses a member; empty where the bytes are none. The message keeps the spelling in which it was
   * pushed: another notation of the same value is not what was pushed.
   */
  static Optional<RedisEntry> parse(byte[] bytes, double score) {
    return JsonMembers.of(bytes, MAX_DEPTH).flatMap(members -> of(members, score));
  }

  private static Optional<RedisEntry> of(JsonMembers members, double score) {
    Optional<byte[]> msg = members.value("msg");
    OptionalLong expire = members.integer("expire");
    OptionalLong mid =
        members.value("mid").isPresent() ? members.integer("mid") : OptionalLong.of((long) score);
    return msg.isEmpty() || expire.isEmpty() || mid.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RedisEntry(
                new Message(mid.getAsLong(), Payload.ofUtf8(msg.get())), expire.getAsLong()));
  }
}
