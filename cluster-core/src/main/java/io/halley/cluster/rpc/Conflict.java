/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import io.halley.cluster.message.Key;

/**
 * What the save of a message met in the store that its caller did not know of: another comet node,
 * or a web node that could not reach one, saved for the same key.
 *
 * @param mid the message that was met
 */
public record Conflict(Key key, Kind kind, long mid) {
  /** What was met, and what that means for the message. */
  public enum Kind {
    /** The key has a message whose mid is not below the message's, which was not saved. */
    STALE,
    /** The same push was saved before, or is remembered, so that nothing was saved now. */
    REPEATED,
    /** The message was saved above one that its caller has not seen. */
    UNSEEN
  }
}
