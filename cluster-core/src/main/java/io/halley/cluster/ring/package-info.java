/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The consistent-hash ring that says which node owns a key. Owns the hash, which must stay the
 * reference's so that data that it sharded stays where it is; knows nothing of what a node is.
 */
@NullMarked
package io.halley.cluster.ring;

import org.jspecify.annotations.NullMarked;
