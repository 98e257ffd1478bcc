/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What stands behind {@code ./halley run}, {@code ./halley server} and {@code ./halley cluster}:
 * reads the command line and the settings, refuses what cannot work in one sentence, starts Payara
 * Micro or Payara Server with Halley's modules, or a cluster of such nodes, and says when it is
 * ready. May call {@code io.halley.cluster.settings}, {@code io.halley.cluster.startup}, the two
 * packages below and Payara Micro's boot API; must not know any class of the modules that it
 * starts.
 */
@NullMarked
package io.halley.launcher;

import org.jspecify.annotations.NullMarked;
