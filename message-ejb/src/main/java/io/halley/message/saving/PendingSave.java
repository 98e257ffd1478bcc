/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.saving;

import io.halley.message.store.SaveOutcome;
import io.halley.message.store.StoredMessage;

/** A message on its way to the store, and whom to tell. */
record PendingSave(StoredMessage message, SaveCall call) {
  void end(SaveOutcome outcome) {
    call.end(message.key(), outcome);
  }

  void fail() {
    end(SaveOutcome.Plain.REFUSED);
  }
}
