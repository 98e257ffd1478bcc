/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

/** What {@code ./halley} is asked to start. */
enum Mode {
  /** A node on Payara Micro, in this JVM. */
  RUN,
  /** A node on Payara Server, in a JVM of its own. */
  SERVER
}
