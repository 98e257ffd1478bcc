/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * JSON as bytes: validated, compacted and taken apart without a tree. Owns the grammar and its
 * bounds, so no library's limit on numbers or nesting decides what a message may hold. May call
 * {@code text}; knows nothing of HTTP, keys or nodes.
 */
@NullMarked
package io.halley.cluster.json;

import org.jspecify.annotations.NullMarked;
