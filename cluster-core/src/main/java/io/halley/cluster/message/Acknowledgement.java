/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

/**
 * What a client has.
 *
 * @param key the subscriber
 * @param mid the client has all messages of the key up to this one, or does without them
 */
public record Acknowledgement(Key key, long mid) {}
