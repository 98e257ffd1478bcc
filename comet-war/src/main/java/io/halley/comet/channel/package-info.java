/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Channels: who is subscribed to a key, what is on its way there, and the ids of messages. Channels
 * lie in buckets by the hash of their key, a lock each. May call connections and, over RPC, the
 * message service; knows nothing of transports or of HTTP.
 */
@NullMarked
package io.halley.comet.channel;

import org.jspecify.annotations.NullMarked;
