/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What stands in for the nodes behind a web node.
 *
 * <p>Owns a comet service without connections. May call the cluster core. Must not know of HTTP or
 * containers.
 */
@NullMarked
package io.halley.testkit.web;

import org.jspecify.annotations.NullMarked;
