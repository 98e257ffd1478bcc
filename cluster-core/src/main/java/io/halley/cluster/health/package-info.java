/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The health of the parts of one process, for monitors outside. Knows nothing of monitors, nor of
 * what the parts do.
 */
@NullMarked
package io.halley.cluster.health;

import org.jspecify.annotations.NullMarked;
