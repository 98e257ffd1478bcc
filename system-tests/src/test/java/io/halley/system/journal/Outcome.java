/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.journal;

/** What a back end knows of a push. */
public enum Outcome {
  /** It was answered 0: the message must arrive. */
  ANSWERED,
  /** It was refused, or never left this machine. */
  FAILED,
  /** The connection was lost or no answer came: the message may arrive. */
  UNKNOWN
}
