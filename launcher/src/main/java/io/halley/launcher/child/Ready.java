/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.child;

/** Tells who started this process that it serves. */
final class Ready {
  private Ready() {}

  /** Prints the line that is waited for. */
  static void say(String where) {
    System.out.println("ready: " + where);
    System.out.flush();
  }
}
