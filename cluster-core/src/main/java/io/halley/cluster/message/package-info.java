/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The values that every module speaks of: keys, message ids, messages; and the clock that gives
 * ids. Owns their bounds; knows nothing of transports, stores or nodes.
 */
@NullMarked
package io.halley.cluster.message;

import org.jspecify.annotations.NullMarked;
