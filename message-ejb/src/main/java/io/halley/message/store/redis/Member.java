/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.json.JsonMembers;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.message.store.StoredMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A member of a key's sorted set, {@code {"msg":<raw JSON>,"expire":<Unix second>,"mid":<id>}},
 * with {@code ,"push":<id>} behind it where its push may be repeated. The id makes equal messages
 * distinct, and is exact where the set's score, a double, need not be. Members that the replaced
 * system wrote have none, and their score is their id.
 *
 * @param message what a subscriber gets
 * @param expiresAt the Unix second from which on it is expired
 */
record Member(Message message, long expiresAt) {
  /** More than a message of ours may have, for what the replaced system wrote. */
  private static final int MAX_DEPTH = 1_000;

  /** The bytes of a member. */
  static byte[] bytes(StoredMessage message) {
    byte[] head = "{\"msg\":".getBytes(StandardCharsets.US_ASCII);
    byte[] tail =
        (",\"expire\":"
                + message.expiresAt()
                + ",\"mid\":"
                + message.mid()
                + (message.hasRivals() ? ",\"push\":" + message.pushId() : "")
                + "}")
            .getBytes(StandardCharsets.US_ASCII);
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
  static Optional<Member> parse(byte[] bytes, double score) {
    return JsonMembers.of(bytes, MAX_DEPTH).flatMap(members -> of(members, score));
  }

  private static Optional<Member> of(JsonMembers members, double score) {
    Optional<byte[]> msg = members.value("msg");
    OptionalLong expire = members.integer("expire");
    OptionalLong mid =
        members.value("mid").isPresent() ? members.integer("mid") : OptionalLong.of((long) score);
    return msg.isEmpty() || expire.isEmpty() || mid.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Member(
                new Message(mid.getAsLong(), Payload.ofUtf8(msg.get())), expire.getAsLong()));
  }
}
