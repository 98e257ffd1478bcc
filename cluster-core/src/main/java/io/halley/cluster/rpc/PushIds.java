/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives pushes their ids, which are above 0. An id from 2<sup>62</sup> on is that of a push that
 * its back end has named: whoever pushes under the same name again means the same push, and the
 * store remembers it for a while, so that it counts once. Ids below are given by chance, to pushes
 * that only Halley's own nodes may ask for twice.
 */
public final class PushIds {
  private static final long FIRST_NAMED = 1L << 62;

  /** Odd, so that its multiples are distinct; the golden ratio spreads them. */
  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

  /** Starts anywhere, so that two processes do not give the same ids. */
  private static final AtomicLong LAST = new AtomicLong(new SecureRandom().nextLong());

  private PushIds() {}

  /** An id that no other push has: of this process never, of others by all likelihood. */
  public static long random() {
    return Math.max(1, LAST.addAndGet(STEP) & (FIRST_NAMED - 1));
  }

  /** The id of the push that a back end calls by this name: 62 bits of the name's SHA-256. */
  public static long named(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return FIRST_NAMED | (ByteBuffer.wrap(digest).getLong() & (FIRST_NAMED - 1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a back end has named the push. */
  public static boolean isNamed(long id) {
    return id >= FIRST_NAMED;
  }
}
