/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The raw TCP edge: the subscribe command in the Redis protocol, then heartbeats, one byte each.
 * May call sessions and what the Netty edges share; knows nothing of channels.
 */
@NullMarked
package io.halley.comet.tcp;

import org.jspecify.annotations.NullMarked;
