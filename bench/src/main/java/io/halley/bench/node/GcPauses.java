/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

/**
 * The pauses in which a JVM collected garbage.
 *
 * @param count how many
 * @param totalMillis all of them together
 * @param longestMillis the longest
 */
public record GcPauses(int count, double totalMillis, double longestMillis) {}
