/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.message;

/**
 * A key to whose log a message is appended.
 *
 * @param key the subscriber
 * @param above the message's mid is to be above this one, which the caller has given already; 0:
 *     any mid will do
 */
public record AppendTarget(Key key, long above) {}
