/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;
import io.halley.cluster.view.ClusterView;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a comet node does for web nodes. Every method returns at once; its stage ends, on a thread
 * that must not be blocked, within the RPC deadline, exceptionally with {@link
 * ServiceUnavailableException} where the node was not reached or did not answer in time. Arguments
 * and results are not changed by anybody: within one process they are the same objects at either
 * end.
 */
public interface CometService {
  /**
   * Appends the message to each key's log if it may be stored, and hands it to the key's
   * connections in the order of mids. A key fails alone: the others are served all the same. A key
   * without connections is no failure, nor is one for which the same push was taken before: for
   * that one nothing is done.
   *
   * @param keys distinct, at least one
   */
  @EndsByItself("the comet node answers in time whatever its store does; a timer more costs a push")
  CompletionStage<PushResult> push(Push push, Collection<Key> keys);

  /**
   * Tells the node of messages that somebody else appended. Connections that lack one get it. To
   * tell it again does no harm.
   *
   * @param mids the highest mid that was appended, by key; at least one
   * @return the keys that are another node's, for which nothing was done
   */
  CompletionStage<Set<Key>> appended(Map<Key, Long> mids);

  /**
   * Tells the node of a new view of the cluster. The stage ends when the node goes by it, or by a
   * newer one: from then on it does nothing for keys that it does not own there.
   */
  CompletionStage<Void> adopt(ClusterView view);

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
