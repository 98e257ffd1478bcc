/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an operator asks a running node: its memory, its settings, the counters of the comet nodes.
 *
 * <p>May call {@code route} and {@code http}. Must not know secrets: it is given settings that are
 * masked already.
 */
@NullMarked
package io.halley.web.stat;

import org.jspecify.annotations.NullMarked;
