/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Whether what has ended is still in memory. */
@NullMarked
package io.halley.testkit.memory;

import org.jspecify.annotations.NullMarked;
