/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a comet node does for web nodes. Every method returns at once; its stage ends, on a thread
 * that must not be blocked, within the RPC deadline, exceptionally with {@link
 * ServiceUnavailableException} where the node was not reached or did not answer in time.
 */
public interface CometService {
  /**
   * Gives the message an id per key, saves it there if it may be stored, and hands it to the key's
   * connections in the order of ids. A key fails alone: the others are served all the same.
   *
   * @param expireSeconds 0: online only, never stored; at most 2<sup>32</sup> - 1
   * @param keys distinct, at least one
   * @return the keys for which the message was neither saved nor delivered; empty when all went
   *     well. A key without connections is no failure.
   */
  CompletionStage<Set<Key>> push(Payload message, long expireSeconds, Collection<Key> keys);

  /**
   * Adds a token to a key's channel, creating the channel.
   *
   * @return false if the key had this token already
   */
  CompletionStage<Boolean> addToken(Key key, String token);

  /** The node's counters since its start. */
  CompletionStage<CometStat> stat();

  /** How many connections subscribe to the key now. */
  CompletionStage<Long> connections(Key key);
}
