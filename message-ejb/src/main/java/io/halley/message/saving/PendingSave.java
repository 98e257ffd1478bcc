/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import io.halley.message.store.StoredMessage;

/** A message on its way to the store, and whom to tell. */
record PendingSave(StoredMessage message, SaveCall call) {
  void succeed() {
    call.saved();
  }

  void fail() {
    call.failed(message.key());
  }
}
