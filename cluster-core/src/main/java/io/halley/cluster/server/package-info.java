/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What of the application server no standard names: its network listeners, and its events. The
 * server is Payara; its classes are in no public repository, so they are called by name, through
 * the class loader of a module that runs in it. Knows nothing of what listens.
 */
@NullMarked
package io.halley.cluster.server;

import org.jspecify.annotations.NullMarked;
