/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Which comet node a key belongs to, and how that node is called.
 *
 * <p>May call the cluster core only. Must not know of HTTP.
 */
@NullMarked
package io.halley.web.route;

import org.jspecify.annotations.NullMarked;
