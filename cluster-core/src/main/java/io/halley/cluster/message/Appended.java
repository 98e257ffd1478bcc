/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

/**
 * What the log of a key answers to an append.
 *
 * @param mid the mid that the message has in the log
 * @param previous the mid that the log gave before this one, whoever asked for it; 0: none ever.
 *     Whoever has seen less has a hole, and can read it. Without meaning where the append is a
 *     repetition.
 * @param repeated whether the same push was appended before, so that nothing was written now; the
 *     mid is then the one that it got
 */
public record Appended(long mid, long previous, boolean repeated) {
  /** A message that is new in the log. */
  public static Appended after(long previous, long mid) {
    return new Appended(mid, previous, false);
  }

  /** A push that the log had already. */
  public static Appended repeated(long mid) {
    return new Appended(mid, 0, true);
  }
}
