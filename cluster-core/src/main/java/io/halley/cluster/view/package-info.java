/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a node knows of its cluster: the nodes and who owns a key. A view is immutable; a request
 * takes one and sees the same cluster to its end.
 */
@NullMarked
package io.halley.cluster.view;

import org.jspecify.annotations.NullMarked;
