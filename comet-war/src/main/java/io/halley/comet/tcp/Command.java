/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.tcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that a TCP client sent.
 *
 * @param arguments its words, the command's name first; at least one
 * @param isUtf8 whether all of them are UTF-8; if not, the command is none
 */
record Command(List<String> arguments, boolean isUtf8) {
  private static final String SUBSCRIBE = "sub";

  boolean isSubscribe() {
    return isUtf8 && arguments.get(0).equals(SUBSCRIBE);
  }

  /** The argument at a place; null if the client sent fewer. */
  @Nullable String argument(int place) {
    return place < arguments.size() ? arguments.get(place) : null;
  }
}
