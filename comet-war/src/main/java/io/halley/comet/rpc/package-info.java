/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The comet node as web nodes reach it. Translates once, from the RPC contract to channels; may
 * call channels and, for tokens, the message service.
 */
@NullMarked
package io.halley.comet.rpc;

import org.jspecify.annotations.NullMarked;
