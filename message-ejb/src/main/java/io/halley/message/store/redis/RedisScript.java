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
  /** Appends a message to a key's log. */
  static final RedisScript APPEND = read("append.lua", 3);

  /** Reads a key's set. */
  static final RedisScript FIND = read("find.lua", 2);

  /** Removes members of a key's set, or the whole. */
  static final RedisScript REMOVE = read("remove.lua", 2);

  /** Has nobody read any more what a client has, and removes what is old of it. */
  static final RedisScript FORGET = read("forget.lua", 2);

  /** Adds a token to a key. */
  static final RedisScript ADD_TOKEN = read("add-token.lua", 1);

  /** Checks and renews a token. */
  static final RedisScript USE_TOKEN = read("use-token.lua", 1);

  /** Raises the ceiling of message ids. */
  static final RedisScript RAISE_CEILING = read("raise-ceiling.lua", 1);

  private final byte[] source;
  private final byte[] sha1;
  private final int names;

  private RedisScript(byte[] source, byte[] sha1, int names) {
    this.source = source;
    this.sha1 = sha1;
    this.names = names;
  }

  /** Its text. */
  byte[] source() {
    return source;
  }

  /** The name by which a server that has seen it calls it. */
  byte[] sha1() {
    return sha1;
  }

  /** How many names in Redis it is given, before its other arguments. */
  int names() {
    return names;
  }

  private static RedisScript read(String name, int names) {
    try (InputStream text = RedisScript.class.getResourceAsStream(name)) {
      if (text == null) {
        throw new IllegalStateException("the module lacks its script " + name);
      }
      byte[] source = text.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
      String hex = HexFormat.of().formatHex(digest);
      return new RedisScript(source, hex.getBytes(StandardCharsets.US_ASCII), names);
    } catch (IOException e) {
      throw new UncheckedIOException("the module's script " + name + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
