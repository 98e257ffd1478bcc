/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

/**
 * What is known of one key's log beside its messages: its row of {@code lost_mid}, whether that is
 * there or not, and the mid of its newest message. For one transaction.
 */
final class KeyHead {
  private final String skey;
  private final boolean stored;
  private long newest;
  private long lost;
  private long given;
  private long forgotten;
  private long again;
  private boolean changed;

  /** Of a key that has no row. */
  KeyHead(String skey) {
    this.skey = skey;
    this.stored = false;
  }

  /** Of a key's row. */
  KeyHead(String skey, long lost, long given, long forgotten, long again) {
    this.skey = skey;
    this.stored = true;
    this.lost = lost;
    this.given = given;
    this.forgotten = forgotten;
    this.again = again;
  }

  /** Of a key whose last mid is known, but not its row: no row may be written from this. */
  static KeyHead known(String skey, long last, long again) {
    KeyHead head = new KeyHead(skey);
    head.newest = last;
    head.again = again;
    return head;
  }

  String skey() {
    return skey;
  }

  /** Whether the key has a row. */
  boolean isStored() {
    return stored;
  }

  /** Whether the row is to be written. */
  boolean isChanged() {
    return changed;
  }

  /** The last mid that the log gave; 0: none. */
  long last() {
    return Math.max(newest, Math.max(lost, given));
  }

  /** The highest mid of a message that was removed. */
  long lost() {
    return lost;
  }

  /** The highest mid that was given to a message that is not written. */
  long given() {
    return given;
  }

  /** Nobody reads messages up to this mid any more. */
  long forgotten() {
    return forgotten;
  }

  /** The highest mid of a message whose push was asked for again. */
  long again() {
    return again;
  }

  /** There is a message of this mid; nothing of the row changes. */
  void has(long mid) {
    newest = Math.max(newest, mid);
  }

  /** Messages up to this mid are removed. */
  void lose(long mid) {
    changed |= mid > lost;
    lost = Math.max(lost, mid);
  }

  /** A message that is not written got this mid. */
  void give(long mid) {
    changed |= mid > given;
    given = Math.max(given, mid);
  }

  /** Nobody reads messages up to this one any more, which count as removed. */
  void forget(long mid) {
    lose(mid);
    changed |= mid > forgotten;
    forgotten = Math.max(forgotten, mid);
  }

  /** A message whose push was asked for again got this mid. */
  void repeatable(long mid) {
    changed |= mid > again;
    again = Math.max(again, mid);
  }
}
