/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.subscriber;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for. Texts, so that a test can ask for nonsense; null: not sent.
 *
 * @param key the key; on TCP a null key ends the command before it
 * @param heartbeat the heartbeat in seconds; on TCP a null heartbeat ends the command before it
 * @param token the token; on TCP sent empty where only a version follows
 * @param version the client's version; none or empty: an old client; on TCP sent empty where only a
 *     mid follows
 * @param mid the last mid that the client has, if it resumes
 * @param acknowledges whether it will say which messages it has
 */
public record Subscription(
    @Nullable String key,
    @Nullable String heartbeat,
    @Nullable String token,
    @Nullable String version,
    @Nullable String mid,
    boolean acknowledges) {

  /** A client that does not resume. */
  public Subscription(
      @Nullable String key,
      @Nullable String heartbeat,
      @Nullable String token,
      @Nullable String version) {
    this(key, heartbeat, token, version, null, false);
  }

  /** A client of today, without a token. */
  public static Subscription of(String key, long heartbeatSeconds) {
    return new Subscription(key, String.valueOf(heartbeatSeconds), null, "1.0");
  }

  /** A client that sends no version and so gets messages as strings. */
  public static Subscription old(String key, long heartbeatSeconds) {
    return new Subscription(key, String.valueOf(heartbeatSeconds), null, null);
  }

  /** The same with a token. */
  public Subscription withToken(String newToken) {
    return new Subscription(key, heartbeat, newToken, version, mid, acknowledges);
  }

  /** The same, going on after a mid. */
  public Subscription resumingAfter(String lastMid) {
    return new Subscription(key, heartbeat, token, version, lastMid, acknowledges);
  }

  /** The same, saying which messages it has. */
  public Subscription acknowledging() {
    return new Subscription(key, heartbeat, token, version, mid, true);
  }

  /** The arguments of the TCP command, the command's name among them. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("sub"));
    if (key != null) {
      arguments.add(key);
      if (heartbeat != null) {
        arguments.add(heartbeat);
        if (token != null || version != null || mid != null || acknowledges) {
          arguments.add(token == null ? "" : token);
        }
        if (version != null || mid != null || acknowledges) {
          arguments.add((version == null ? "" : version) + (acknowledges ? ";ack" : ""));
        }
        if (mid != null) {
          arguments.add(mid);
        }
      }
    }
    return arguments;
  }

  /** The query of the WebSocket request. */
  String query() {
    List<String> pairs = new ArrayList<>();
    add(pairs, "key", key);
    add(pairs, "heartbeat", heartbeat);
    add(pairs, "token", token);
    add(pairs, "ver", version);
    add(pairs, "mid", mid);
    add(pairs, "ack", acknowledges ? "1" : null);
    return String.join("&", pairs);
  }

  private static void add(List<String> pairs, String name, @Nullable String value) {
    if (value != null) {
      pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
