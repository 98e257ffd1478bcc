/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.message.store.StoredMessage;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final JsonReaderFactory JSON =
      JsonProvider.provider().createReaderFactory(Map.of());
  private static final Pattern AS_WRITTEN =
      Pattern.compile(
          "\\{\"msg\":(.*),\"expire\":-?\\d{1,18}(?:,\"mid\":-?\\d{1,18})?"
              + "(?:,\"push\":\\d{1,19})?}",
          Pattern.DOTALL);

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

  /** What the bytes say; empty where they are no member, whoever wrote them. */
  static Optional<Member> parse(byte[] bytes, double score) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      try (JsonReader reader = JSON.createReader(new StringReader(text))) {
        return parse(text, reader.readObject(), score);
      }
    } catch (CharacterCodingException | JsonException | ArithmeticException e) {
      // the caller counts it and goes on with the others
      return Optional.empty();
    }
  }

  private static Optional<Member> parse(String text, JsonObject object, double score) {
    JsonValue msg = object.get("msg");
    if (msg == null || !(object.get("expire") instanceof JsonNumber expire)) {
      return Optional.empty();
    }
    long mid =
        object.get("mid") instanceof JsonNumber exact ? exact.longValueExact() : (long) score;
    Payload payload = Payload.of(asWritten(text).orElseGet(msg::toString));
    return Optional.of(new Member(new Message(mid, payload), expire.longValueExact()));
  }

  /** The message's own characters: another notation of the same value is not what was pushed. */
  private static Optional<String> asWritten(String text) {
    Matcher matcher = AS_WRITTEN.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
