/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How the parts of one process do, for whoever asks from outside. Knows nothing of who asks, nor of
 * what the parts do.
 */
@NullMarked
package io.halley.cluster.health;

import org.jspecify.annotations.NullMarked;
