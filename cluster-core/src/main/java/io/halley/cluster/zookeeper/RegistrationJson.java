/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registrations as gopush-cluster writes them: {@code
 * {"rpc":["host:port"],"tcp":[...],"ws":[...],"weight":1}} for a comet node, {@code
 * {"rpc":[...],"weight":1}} for a message node. Readers take {@code null} and a missing list as an
 * empty one, a missing weight as 1, and pass over what they do not know.
 */
final class RegistrationJson {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setStrictness(Strictness.STRICT).create();

  private RegistrationJson() {}

  static byte[] write(CometInstance instance) {
    return bytes(
        new Comet(instance.rpc(), instance.tcp(), instance.webSocket(), instance.weight()));
  }

  static byte[] write(MessageNode node) {
    return bytes(new Message(node.rpc(), node.weight()));
  }

  /**
   * @throws IllegalArgumentException naming the mistake
   */
  static CometInstance comet(byte[] data) {
    JsonObject json = object(data);
    return new CometInstance(
        addresses(json, "rpc"), addresses(json, "tcp"), addresses(json, "ws"), weight(json));
  }

  /**
   * @throws IllegalArgumentException naming the mistake
   */
  static MessageNode message(byte[] data) {
    JsonObject json = object(data);
    return new MessageNode(addresses(json, "rpc"), weight(json));
  }

  private static byte[] bytes(Object registration) {
    return GSON.toJson(registration).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject object(byte[] data) {
    try {
      JsonElement json = GSON.fromJson(new String(data, StandardCharsets.UTF_8), JsonElement.class);
      if (json != null && json.isJsonObject()) {
        return json.getAsJsonObject();
      }
      throw new IllegalArgumentException("it is no JSON object");
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
  }

  private static List<String> addresses(JsonObject json, String field) {
    @Nullable JsonElement list = json.get(field);
    if (list == null || list.isJsonNull()) {
      return List.of();
    }
    List<String> addresses = new ArrayList<>();
    if (list.isJsonArray()) {
      for (JsonElement address : list.getAsJsonArray()) {
        if (address.isJsonPrimitive() && address.getAsJsonPrimitive().isString()) {
          addresses.add(address.getAsString());
        }
      }
      if (addresses.size() == list.getAsJsonArray().size()) {
        return addresses;
      }
    }
    throw new IllegalArgumentException(field + " is no list of addresses: " + list);
  }

  private static int weight(JsonObject json) {
    @Nullable JsonElement weight = json.get("weight");
    if (weight == null) {
      return 1;
    }
    if (weight.isJsonPrimitive()
        && weight.getAsJsonPrimitive().isNumber()
        && weight.getAsString().matches("-?\\d{1,9}")) {
      return weight.getAsInt();
    }
    throw new IllegalArgumentException("weight is no whole number that can be used: " + weight);
  }

  private record Comet(List<String> rpc, List<String> tcp, List<String> ws, int weight) {}

  private record Message(List<String> rpc, int weight) {}
}
