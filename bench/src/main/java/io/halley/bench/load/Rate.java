/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.load;

/**
 * What a load came to.
 *
 * @param answered requests that were answered
 * @param perSecond the same in a second
 * @param latency from the sending, or from the time at which it was intended, to the answer
 */
public record Rate(long answered, double perSecond, Latency latency) {}
