/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.workload;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys for subscribers, other ones for each workload, so that connections of the one before, which
 * the node may still be closing, are not pushed to. Short: 10,000 of them fit one request. For one
 * thread.
 */
public final class Keys {
  private static final String FIRST = "abcdefghijklmnopqrstuvwxyz";
  private static final int RADIX = 36;

  private int uses;

  /** So many keys that were not used for long. */
  List<String> some(int count) {
    char first = FIRST.charAt(uses++ % FIRST.length());
    return IntStream.range(0, count).mapToObj(i -> first + Integer.toString(i, RADIX)).toList();
  }
}
