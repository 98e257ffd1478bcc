/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a class has logged. Knows nothing of who logs. */
@NullMarked
package io.halley.testkit.log;

import org.jspecify.annotations.NullMarked;
