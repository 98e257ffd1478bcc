/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench.node;

import java.util.OptionalLong;

/**
 * What a process takes, in bytes.
 *
 * @param resident what the system counts as its own (RSS)
 * @param heap what lives in its heap after a full collection, if it is a JVM
 */
public record Memory(long resident, OptionalLong heap) {}
