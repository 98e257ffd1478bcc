/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.Append;

/** A message that is written, and the mid that it got. */
record Numbered(Append append, long mid) {}
