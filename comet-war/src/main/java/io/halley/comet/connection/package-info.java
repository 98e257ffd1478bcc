/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the rest of the comet node knows of a subscriber's connection, whatever its transport: that
 * frames can be offered to it, that it can be closed, and why it was. Calls nothing of this module.
 */
@NullMarked
package io.halley.comet.connection;

import org.jspecify.annotations.NullMarked;
