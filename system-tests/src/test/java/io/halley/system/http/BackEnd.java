/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.http;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a back end does with a node: push, and look what is stored. */
public record BackEnd(HttpListener publicListener, HttpListener adminListener) {
  /** Pushes to one key. */
  public Answer push(String key, long expireSeconds, String json) {
    return adminListener.post(pathFor(key, expireSeconds), json);
  }

  /** Pushes to one key, and asks what became of it, its id for instance. */
  public Answer pushForDetails(String key, long expireSeconds, String json) {
    return adminListener.post(pathFor(key, expireSeconds) + "&detail=1", json);
  }

  private static String pathFor(String key, long expireSeconds) {
    return "/1/admin/push/private?key=" + encoded(key) + "&expire=" + expireSeconds;
  }

  /** Pushes to many keys with one call; does not wait for its answer. */
  public CompletableFuture<Answer> pushMany(
      Collection<String> keys, long expireSeconds, String json) {
    JsonObject body =
        Json.createObjectBuilder().add("m", json).add("k", String.join(",", keys)).build();
    return adminListener.postAsync(
        "/1/admin/push/mprivate?expire=" + expireSeconds, body.toString());
  }

  /** The stored messages of a key after an id, as the client's JSON objects. */
  public List<JsonObject> stored(String key, long afterMid) {
    Answer answer = publicListener.get("/1/msg/get?k=" + encoded(key) + "&m=" + afterMid);
    JsonObject data = answer.json().getJsonObject("data");
    return data == null
        ? List.of()
        : data.getJsonArray("msgs").getValuesAs(JsonValue::asJsonObject);
  }

  /** Adds a token to a key. */
  public Answer addToken(String key, String token) {
    return publicListener.get("/1/token/add?k=" + encoded(key) + "&t=" + encoded(token));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
