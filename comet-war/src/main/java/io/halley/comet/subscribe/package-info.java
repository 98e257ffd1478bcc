/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The subscribe sequence and the life of a subscription, the same for every edge: whose key it is,
 * tokens, replies, heartbeats, and the one place where an ended connection is detached, counted and
 * logged. May call channels and, over RPC, the message service; knows nothing of transports.
 */
@NullMarked
package io.halley.comet.subscribe;

import org.jspecify.annotations.NullMarked;
