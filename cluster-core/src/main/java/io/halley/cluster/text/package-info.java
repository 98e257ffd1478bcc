/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Text as clients send it: strict UTF-8, percent-encoding, decimal digits, and lengths in
 * characters. One reader of each for every port. Calls nothing but the JDK; knows nothing of keys,
 * HTTP or nodes.
 */
@NullMarked
package io.halley.cluster.text;

import org.jspecify.annotations.NullMarked;
