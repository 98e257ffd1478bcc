/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.edge;

/** The situations that an edge is tested in. */
public enum EdgeProfile {
  /** Auth is off, and every key belongs to the node. */
  OPEN,
  /** As open, and the oldest messages are dropped for clients that are slow. */
  DROPPING,
  /** Auth is on, and every key belongs to the node. */
  AUTH,
  /** Auth is off, and every key belongs to another node of the ring. */
  FOREIGN
}
