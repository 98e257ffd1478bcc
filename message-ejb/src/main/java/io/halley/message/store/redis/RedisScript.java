/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A script that Redis runs as one step: nothing else happens between its commands. */
final class RedisScript {
  /** Adds a message to a key's set. */
  static final RedisScript SAVE = read("save.lua");

  /** Adds a token to a key. */
  static final RedisScript ADD_TOKEN = read("add-token.lua");

  /** Checks and renews a token. */
  static final RedisScript USE_TOKEN = read("use-token.lua");

  /** Raises the ceiling of message ids. */
  static final RedisScript RAISE_CEILING = read("raise-ceiling.lua");

  private final byte[] source;
  private final byte[] sha1;

  private RedisScript(byte[] source, byte[] sha1) {
    this.source = source;
    this.sha1 = sha1;
  }

  /** Its text. */
  byte[] source() {
    return source;
  }

  /** The name by which a server that has seen it calls it. */
  byte[] sha1() {
    return sha1;
  }

  private static RedisScript read(String name) {
    try (InputStream text = RedisScript.class.getResourceAsStream(name)) {
      if (text == null) {
        throw new IllegalStateException("the module lacks its script " + name);
      }
      byte[] source = text.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
      String hex = HexFormat.of().formatHex(digest);
      return new RedisScript(source, hex.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("the module's script " + name + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
