/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What modules tell the operator while they start. Knows nothing of what starts. */
@NullMarked
package io.halley.cluster.startup;

import org.jspecify.annotations.NullMarked;
