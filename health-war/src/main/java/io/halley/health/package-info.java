/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The server's root on a node without the role web: answers for the health of the node's roles, and
 * nothing else.
 */
@NullMarked
package io.halley.health;

import org.jspecify.annotations.NullMarked;
