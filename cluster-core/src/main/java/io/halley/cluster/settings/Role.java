/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

/** What a process does in the cluster; one may have several roles. */
public enum Role {
  /** Holds the subscribers' connections. */
  COMET,
  /** Answers HTTP. */
  WEB,
  /** Keeps messages and tokens. */
  MESSAGE
}
