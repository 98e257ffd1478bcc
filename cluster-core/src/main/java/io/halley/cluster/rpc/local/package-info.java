/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The way between the modules of one process, {@link io.halley.cluster.rpc.local.LocalRpc}: calls
 * reach the service itself, and end and fail as over the network.
 */
@NullMarked
package io.halley.cluster.rpc.local;

import org.jspecify.annotations.NullMarked;
