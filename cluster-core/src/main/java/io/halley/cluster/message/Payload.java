/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a message: one compacted JSON value in UTF-8. Immutable; it never prints its content,
 * so no log can hold a message.
 */
public final class Payload {
  private final byte[] json;

  private Payload(byte[] json) {
    this.json = json;
  }

  /** Takes the array over: the caller must not change it afterwards. */
  public static Payload ofUtf8(byte[] json) {
    return new Payload(json);
  }

  /** The payload of a JSON text. */
  public static Payload of(String json) {
    return new Payload(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The UTF-8 bytes themselves, not a copy: the caller must not change them. */
  public byte[] utf8() {
    return json;
  }

  /** The JSON text. */
  public String text() {
    return new String(json, StandardCharsets.UTF_8);
  }

  /** Length in bytes. */
  public int size() {
    return json.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(json, that.json);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(json);
  }

  @Override
  public String toString() {
    return "Payload[" + json.length + " bytes]";
  }
}
