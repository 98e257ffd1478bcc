/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.conformance;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * One recorded exchange.
 *
 * @param name what it shows
 * @param steps what the clients do, in order: {@code http}, {@code tcp}, {@code ws}, {@code recv},
 *     {@code close} and {@code sleep}, told apart by the member that they have
 * @param expected what the reference answered to those steps that have an answer
 */
public record Exchange(String name, List<JsonObject> steps, JsonArray expected) {
  /** All exchanges that were recorded. */
  public static List<Exchange> all() {
    JsonArray cases = read("cases-given.json").asJsonArray();
    JsonObject golden = read("golden-given.json").asJsonObject();
    return cases.getValuesAs(JsonValue::asJsonObject).stream()
        .map(
            one ->
                new Exchange(
                    one.getString("name"),
                    one.getJsonArray("steps").getValuesAs(JsonValue::asJsonObject),
                    golden.getJsonArray(one.getString("name"))))
        .toList();
  }

  /** Whether any client of it speaks WebSocket. */
  public boolean usesWebSocket() {
    return steps.stream().anyMatch(step -> step.containsKey("ws"));
  }

  private static JsonValue read(String resource) {
    try (InputStream in =
            Objects.requireNonNull(Exchange.class.getResourceAsStream(resource), resource);
        JsonReader reader = Json.createReader(in)) {
      return reader.readValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
