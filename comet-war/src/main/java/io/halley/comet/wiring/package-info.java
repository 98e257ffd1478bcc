/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Puts the comet node's objects together, starts them in order and stops them in reverse. Nobody
 * depends on it.
 */
@NullMarked
package io.halley.comet.wiring;

import org.jspecify.annotations.NullMarked;
