/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.conformance;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What does not count when answers are compared: ids, times, addresses, the formatting of JSON. */
final class Normal {
  private static final Pattern ID = Pattern.compile("(\"(?:mid|timeid)\"\\s*:\\s*)\\d{15,19}");
  private static final Pattern QUOTED_ID = Pattern.compile("(\\\\\"mid\\\\\"\\s*:\\s*)\\d{15,19}");
  private static final Pattern CALLBACK =
      Pattern.compile("([A-Za-z_][\\w.]*)\\((.*)\\)", Pattern.DOTALL);

  private Normal() {}

  /** A text with its ids, times and addresses replaced by names. */
  static String text(String text, Target target) {
    String normal = ID.matcher(text).replaceAll("$1\"<mid>\"");
    normal = QUOTED_ID.matcher(normal).replaceAll("$1\\\\\"<mid>\\\\\"");
    normal = named(normal, target.tcp(), "TCPADDR");
    return named(normal, target.webSocket(), "WSADDR");
  }

  /** Whatever host name the node advertises: the port must be right. */
  private static String named(String text, InetSocketAddress address, String name) {
    return text.replaceAll("[A-Za-z0-9_.-]+:" + address.getPort() + "\\b", name);
  }

  /** JSON texts become values, at every depth. */
  static JsonValue value(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> {
        JsonObjectBuilder object = Json.createObjectBuilder();
        JsonObject members = value.asJsonObject();
        members.forEach((name, member) -> object.add(name, value(member)));
        yield object.build();
      }
      case ARRAY -> {
        JsonArrayBuilder array = Json.createArrayBuilder();
        value.asJsonArray().forEach(element -> array.add(value(element)));
        yield array.build();
      }
      case STRING -> valueOf(((JsonString) value).getString());
      case NUMBER, TRUE, FALSE, NULL -> value;
    };
  }

  static JsonArray value(JsonArray array) {
    return value((JsonValue) array).asJsonArray();
  }

  private static JsonValue valueOf(String text) {
    Matcher callback = CALLBACK.matcher(text);
    try {
      return callback.matches()
          ? Json.createArrayBuilder().add(callback.group(1)).add(parsed(callback.group(2))).build()
          : parsed(text);
    } catch (JsonParsingException e) {
      return Json.createValue(text); // no JSON: it stands for itself
    }
  }

  private static JsonValue parsed(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }
}
