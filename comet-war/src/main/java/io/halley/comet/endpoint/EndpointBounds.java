/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

import java.time.Duration;

/**
 * Bounds of a connection.
 *
 * @param messages texts that may wait for it
 * @param bytes their bytes together
 * @param sendTimeout time that one text may take to be sent
 * @param textMaxBytes the longest text from a client
 */
public record EndpointBounds(int messages, int bytes, Duration sendTimeout, int textMaxBytes) {}
