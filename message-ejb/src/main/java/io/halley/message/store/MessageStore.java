/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import java.util.List;

/**
 * Keeps messages, tokens and the ceiling of message ids. Every method blocks, may be called on any
 * thread, and throws {@link StoreException} where the store could not be reached or failed; what it
 * was asked for has then not happened, or, after a lost connection, may have. An expired message or
 * token counts as absent, whether it is still there or not.
 */
public interface MessageStore extends AutoCloseable {
  /** Which store, and where, for an operator; without a password. */
  String where();

  /** Prepares the store for use: makes what must be there. Called once, before anything else. */
  void open();

  /** Returns if the store answers. */
  void check();

  /**
   * Saves messages; when it returns, what it saved is durable and visible. A message without rivals
   * whose key and id are there already is refused. One with rivals ({@link
   * StoredMessage#hasRivals}) meets
   *
   * <ul>
   *   <li>{@code REPEATED}, and is not saved, where its key has a message of the same push, above
   *       {@code known} or with the same id: the conflict has that one's id;
   *   <li>else {@code STALE}, and is not saved, where the key has, or had and remembers, an id that
   *       is not below the message's: the highest one;
   *   <li>else {@code UNSEEN}, and is saved, where the key has ids above {@code known}: the highest
   *       one. It may be that of an expired message.
   * </ul>
   *
   * <p>A named one ({@link StoredMessage#isNamed}) is remembered for its key, when it is saved, for
   * {@link Retention#pushMemory}. Who comes with the same push within that time meets {@code
   * REPEATED} before anything else, and the mid that it had. One that is not kept meets nothing
   * else.
   *
   * <p>What a batch saves counts for the messages behind it in the batch. Of two calls at the same
   * time, by different nodes, each may miss what the other saves, unless the two have the same id;
   * whether that can be is the store's to say.
   *
   * @param batch in the order in which messages of one key are to be visible; at least one
   * @return what became of each message, in the order of the batch
   * @throws BatchRefusedException if nothing was saved because of some of the messages
   */
  List<SaveOutcome> save(List<StoredMessage> batch);

  /**
   * The key's messages with an id above {@code mid}, ascending: those of the newest, up to the cap,
   * that are not expired. They are complete if nothing above {@code mid} was removed or is left
   * out; where that is not known, they are not. False alarms come only of removals that happen at
   * the same time, and of mids below what {@link Retention#forgets} tells.
   */
  Backlog findAfter(Key key, long mid);

  /**
   * Removes each key's messages up to a mid, but for those of pushes that may be repeated ({@link
   * Retention#repeatableFrom}).
   *
   * @param batch with distinct keys, at least one
   */
  void acknowledge(List<Acknowledgement> batch);

  /** Deletes all messages of the key; not an error when there are none. */
  void delete(Key key);

  /**
   * Deletes some of what is expired, or forgotten, in one short transaction. A store that does so
   * by itself does nothing here.
   *
   * @param limit how many at the most
   * @return how many were deleted; fewer than {@code limit}: nothing expired is left for now
   */
  int deleteExpired(int limit);

  /**
   * Adds a token.
   *
   * @return false if the key had it already
   */
  boolean addToken(Key key, TokenHash token);

  /** Checks a token and, when it is valid, begins its life anew. */
  TokenCheck useToken(Key key, TokenHash token);

  /**
   * Records that ids up to the ceiling may have been given; never lowers it.
   *
   * @return the ceiling before; 0 when there was none
   */
  long raiseMidCeiling(long ceiling);

  /** Gives up connections. Nothing may be called afterwards. */
  @Override
  void close();
}
