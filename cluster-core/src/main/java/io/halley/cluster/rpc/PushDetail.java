/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

/**
 * What became of a push for one key, for who asks.
 *
 * @param mid the id that the message has within the key
 * @param stored whether its log keeps it
 * @param connections to how many connections it was handed now; those may still end before they
 *     have sent it
 * @param repeated whether the same push was taken before, so that nothing was done now
 */
public record PushDetail(long mid, boolean stored, int connections, boolean repeated) {}
