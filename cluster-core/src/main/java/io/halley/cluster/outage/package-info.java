/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** How often an operator is told that something fails. Knows nothing of what fails. */
@NullMarked
package io.halley.cluster.outage;

import org.jspecify.annotations.NullMarked;
