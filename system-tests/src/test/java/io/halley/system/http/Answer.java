/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.http;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param type the content type as it was sent; empty where there is none
 * @param body the body as text
 */
public record Answer(int status, String type, String body) {
  /** The body as a JSON object. */
  public JsonObject json() {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }

  /** The result code of an API answer. */
  public int ret() {
    return json().getInt("ret");
  }
}
