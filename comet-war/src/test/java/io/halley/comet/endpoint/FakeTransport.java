/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.endpoint;

/** A transport that counts how often it was told to close. */
final class FakeTransport implements Transport {
  int terminated;

  @Override
  public void terminate() {
    terminated++;
  }
}
