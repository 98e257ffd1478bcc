/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.netty;

/**
 * What may wait for one connection.
 *
 * @param messages frames
 * @param bytes their bytes together
 */
public record QueueBounds(int messages, int bytes) {}
