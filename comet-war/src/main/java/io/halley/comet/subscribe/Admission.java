/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import io.halley.comet.connection.CloseReason;
import io.halley.comet.connection.Reply;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a subscriber may come in, and what it is told if not. */
enum Admission {
  /** Issued when the key is this node's and the token, if one is needed, is valid. */
  ADMITTED(null, null),
  /** Issued when the token is not valid. */
  TOKEN_REFUSED(Reply.TOKEN_REFUSED, CloseReason.TOKEN_REFUSED),
  /** Issued when a token is needed and the key has none. */
  NO_CHANNEL(Reply.NO_CHANNEL, CloseReason.NO_CHANNEL),
  /** Issued when the key belongs to another node. */
  OTHER_NODE(Reply.OTHER_NODE, CloseReason.OTHER_NODE);

  private final Optional<Reply> reply;
  private final Optional<CloseReason> reason;

  Admission(@Nullable Reply reply, @Nullable CloseReason reason) {
    this.reply = Optional.ofNullable(reply);
    this.reason = Optional.ofNullable(reason);
  }

  /** What the subscriber is told before it is closed. */
  Optional<Reply> reply() {
    return reply;
  }

  /** Why it is closed; empty if it is not. */
  Optional<CloseReason> reason() {
    return reason;
  }
}
