/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.load;

import io.halley.system.journal.Outcome;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * What a push was answered.
 *
 * @param good whether it was answered 0
 * @param failed the keys that failed nevertheless
 * @param text the whole answer
 */
record Answer(boolean good, List<String> failed, String text) {
  /** Understands an answer; what is none of the API's own is a failure. */
  static Answer of(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      // a page of the application server's; its text says no more
      return new Answer(false, List.of(), "HTTP status " + response.statusCode());
    }
    String text = response.body();
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      JsonObject json = reader.readObject();
      JsonObject data = json.getJsonObject("data");
      JsonArray keys = data == null ? null : data.getJsonArray("fk");
      return new Answer(
          json.getInt("ret", -1) == 0,
          keys == null ? List.of() : keys.getValuesAs(JsonString::getString),
          text);
    } catch (JsonException | ClassCastException e) {
      return new Answer(false, List.of(), "not understood: " + text + ": " + e);
    }
  }

  void conclude(Push push) {
    if (good) {
      push.conclude(failed, "in fk");
    } else {
      push.conclude(Outcome.FAILED, text);
    }
  }
}
