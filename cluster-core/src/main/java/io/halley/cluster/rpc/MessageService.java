/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Mid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What a message node does for comet and web nodes. Every method returns at once; its stage ends,
 * on a thread that must not be blocked, within the RPC deadline, exceptionally with {@link
 * ServiceUnavailableException} where the node was not reached, its store failed, or no answer came
 * in time (an append may then have happened all the same). Within one process an append ends when
 * the store has decided, however late that is. Arguments and results are not changed by anybody:
 * there they are the same objects at either end.
 */
public interface MessageService {
  /**
   * Appends one message to the logs of many keys, and numbers it in each: its mid is the moment at
   * which it is appended, by the message node's clock, or 4 above the last mid that the log gave,
   * or 4 above {@link AppendTarget#above}, whichever is the highest; a multiple of {@value
   * Mid#STEP}. So one message mostly has one mid in all logs. When the stage ends, the message is
   * durable for every key that is named in its result. Appends to one log become visible in the
   * order of their mids, and one caller's in the order in which it asked for them, unless they
   * waited for the node to be connected.
   *
   * <p>A push counts once for a key. Whoever appends it again, and says so ({@link
   * LogEntry#again}), or had it appended again before, within ten minutes, gets the mid of the
   * first; so does everybody, within the store's memory of pushes, for a push that its back end has
   * named ({@link LogEntry#isNamed}), whatever has become of the message.
   *
   * @param targets at least one, with distinct keys
   * @return what each log answers; the message was not appended for keys that are not named, as far
   *     as is known
   */
  @EndsByItself("who asked learns what became of it; a deadline would hide what the store does yet")
  CompletionStage<Map<Key, Appended>> append(LogEntry entry, List<AppendTarget> targets);

  /**
   * The messages of the key's log that are not expired and whose mid is above the given one,
   * ascending, at most as many as the store keeps for a key; the last mid that the log gave; and
   * whether the messages are all.
   */
  CompletionStage<Backlog> after(Key key, long mid);

  /**
   * Forgets messages that clients have: each key's, up to its mid. They count as removed from then
   * on, so that the backlog of who has less is not complete. What is not done can be asked for
   * again, and need not be.
   *
   * @param batch with distinct keys, at least one
   */
  CompletionStage<Void> acknowledge(List<Acknowledgement> batch);

  /** Deletes all of the key's messages; not an error when there are none. */
  CompletionStage<Void> delete(Key key);

  /**
   * Adds a token to a key.
   *
   * @return false if the key had this token already, and it was not expired
   */
  CompletionStage<Boolean> addToken(Key key, String token);

  /** Checks a token and, when it is valid, begins its life anew. */
  CompletionStage<TokenCheck> useToken(Key key, String token);

  /**
   * Records, durably, that ids up to the ceiling may have been given. A ceiling below the recorded
   * one changes nothing.
   *
   * @return the ceiling before this call; 0 when there was none
   */
  CompletionStage<Long> raiseMidCeiling(long ceiling);
}
