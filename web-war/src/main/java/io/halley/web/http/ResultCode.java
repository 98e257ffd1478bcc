/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

/** What {@code ret} says in an answer. Clients know the numbers; they never change. */
public enum ResultCode {
  /** Issued when what was asked for was done. */
  OK(0, "done"),
  /** Issued when no comet node serves the key, or none over the protocol that was asked for. */
  NO_NODE(1001, "no node serves this key"),
  /** Issued when a parameter or the body is missing, malformed or out of bounds. */
  BAD_PARAMETER(65_534, "a parameter or the body is missing, malformed or out of bounds"),
  /** Issued when a node or a store did not do its work, or refused it; trying again may help. */
  INTERNAL_ERROR(65_535, "a node or a store could not do it");

  private final int number;
  private final String sentence;

  ResultCode(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  /** What it means, for logs and people. */
  public String sentence() {
    return sentence;
  }
}
