/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * JSON as bytes: validated and compacted in one pass, and written without a tree.
 *
 * <p>Owns the grammar and its bounds. Calls nothing but the JDK. Must not know of HTTP, keys or
 * nodes.
 */
@NullMarked
package io.halley.web.json;

import org.jspecify.annotations.NullMarked;
