/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How modules and nodes reach each other: two plain interfaces, {@link
 * io.halley.cluster.rpc.CometService} and {@link io.halley.cluster.rpc.MessageService}, and for
 * each a gRPC client and a gRPC server that carry it, in process ({@link
 * io.halley.cluster.rpc.InProcessRpc}) or between nodes ({@link io.halley.cluster.rpc.NetworkRpc}).
 * Callers hold the interface and never see gRPC.
 */
@NullMarked
package io.halley.cluster.rpc;

import org.jspecify.annotations.NullMarked;
