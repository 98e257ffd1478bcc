/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a message node does for comet and web nodes. Every method returns at once; its stage ends,
 * on a thread that must not be blocked, within the RPC deadline, exceptionally with {@link
 * ServiceUnavailableException} where the node was not reached, its store failed, or no answer came
 * in time (a save may then have happened all the same).
 */
public interface MessageService {
  /** When a message is expired that is not kept at all. */
  long NOT_KEPT = 0;

  /**
   * Saves one message for many keys. When the stage ends, the message is durable for every key that
   * its result does not name as failed or stale. Saves of one key become visible in the order in
   * which they were asked for.
   *
   * <p>A push that its back end has named ({@link PushIds#isNamed}) is remembered with the save:
   * whoever saves it again for the same key, within the store's memory of pushes, meets {@link
   * Conflict.Kind#REPEATED}, whatever has become of the message.
   *
   * @param expiresAt the Unix second from which on the message is expired; {@link #NOT_KEPT}: only
   *     the push is remembered, which must be a named one
   * @param pushId the push that the message comes from; {@link Push#UNREPEATED}: nobody else saves
   *     for these keys, and no conflict is looked for
   * @param recipients at least one, with distinct keys
   */
  CompletionStage<SaveResult> save(
      Payload message, long expiresAt, long pushId, List<Recipient> recipients);

  /**
   * Saves one message for keys that nobody else saves for.
   *
   * @return the keys for which it could not be saved
   */
  default CompletionStage<Set<Key>> save(
      Payload message, long expiresAt, List<Recipient> recipients) {
    return save(message, expiresAt, Push.UNREPEATED, recipients).thenApply(SaveResult::failed);
  }

  /**
   * Saves one message for keys whose comet node could not be asked, with ids above all that these
   * keys have in the store. A key for which the same push was saved already is left as it is.
   *
   * @param expiresAt the Unix second from which on the message is expired
   * @param pushId the push that the message comes from, above 0
   * @param keys distinct, at least one
   * @return what became of each key; those that are not named could not be saved for
   */
  CompletionStage<Map<Key, PushDetail>> keep(
      Payload message, long expiresAt, long pushId, Collection<Key> keys);

  /**
   * The key's messages that are not expired and whose id is above {@code mid}, ascending, at most
   * as many as the store keeps for a key; and whether they are all.
   */
  CompletionStage<Backlog> findAfter(Key key, long mid);

  /**
   * Forgets messages that clients have: each key's, up to its mid. They count as removed from then
   * on, so that the backlog of who has less is not complete. A message of a push that may be
   * repeated is forgotten ten minutes after its mid at the earliest, by a later call, so that the
   * push is not taken for a new one. What is not done can be asked for again, and need not be.
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
