/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store;

import io.halley.cluster.message.Acknowledgement;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Backlog;
import io.halley.cluster.message.Key;
import io.halley.cluster.rpc.TokenCheck;
import java.util.List;
import java.util.Optional;

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
   * Appends messages to their keys' logs, and numbers them; when it returns, what it appended is
   * durable and visible. A message's mid is {@link Append#atLeast}, or the first multiple of
   * {@value io.halley.cluster.message.Mid#STEP} above the last mid that the log gave, whichever is
   * higher. One that is not kept gets its mid, too, and nothing is written but that. The log gives
   * no mid twice, whatever becomes of its messages, and a batch's messages of one key get theirs in
   * the batch's order; of calls at the same time, by whichever nodes, one comes after the other.
   *
   * <p>A push that the log has already is not appended again, and answered with the mid that it
   * has: any push whose message was appended in the last {@link Retention#REPEATED_WITHIN}, if one
   * of the two said that it was asked for {@linkplain io.halley.cluster.rpc.LogEntry#again again},
   * also after a client has acknowledged it; and a {@linkplain Append#isNamed named} one within
   * {@link Retention#pushMemory}, kept or not, and whatever has become of its message.
   *
   * @param batch at least one
   * @return what each log answers, in the order of the batch; empty where that message was refused
   * @throws BatchRefusedException if nothing was appended because of some of the messages
   */
  List<Optional<Appended>> append(List<Append> batch);

  /**
   * The messages of the key's log with a mid above the given one, ascending: those of the newest,
   * up to the cap, that are not expired, acknowledged or deleted; and the last mid that the log
   * gave. All is as it was at one moment: what is appended later has a mid above the head. The
   * messages are complete if nothing above {@code mid} was removed or is left out; where that is
   * not known, they are not. False alarms come only of mids below what {@link Retention#forgets}
   * tells.
   */
  Backlog after(Key key, long mid);

  /**
   * Removes each key's messages up to a mid: nobody reads them any more. They may stay in the store
   * for as long as their pushes may be repeated ({@link Retention#repeatableFrom}).
   *
   * @param batch with distinct keys, at least one
   */
  void acknowledge(List<Acknowledgement> batch);

  /** Deletes all messages of the key; not an error when there are none. */
  void delete(Key key);

  /**
   * Deletes some of what is expired, or forgotten, in short transactions. A store that does so by
   * itself does nothing here.
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
