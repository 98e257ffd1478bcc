/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

/**
 * A comet node's counters, each since the node's start but the {@code Current} ones, which are of
 * now.
 *
 * @param channelAccess times that a channel was looked up
 * @param channelCreate channels made
 * @param channelDelete channels freed
 * @param channelCurrent channels held
 * @param connectionAdd connections subscribed
 * @param connectionRemove subscribed connections that ended
 * @param connectionCurrent connections subscribed now
 * @param messageSucceed messages accepted, one a key
 * @param messageFailed messages that failed, one a key
 */
public record CometStat(
    long channelAccess,
    long channelCreate,
    long channelDelete,
    long channelCurrent,
    long connectionAdd,
    long connectionRemove,
    long connectionCurrent,
    long messageSucceed,
    long messageFailed) {}
