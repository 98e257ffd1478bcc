/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

/**
 * Who a message is for, and the id that it has there.
 *
 * @param key the subscriber
 * @param mid the message's id within that key
 */
public record Recipient(Key key, long mid) {}
