/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** One module's part in the cluster: how it finds the other nodes, and how they find it. */
@NullMarked
package io.halley.cluster.node;

import org.jspecify.annotations.NullMarked;
