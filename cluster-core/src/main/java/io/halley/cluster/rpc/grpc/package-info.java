/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * gRPC between nodes: a client and a server for each service, the ports ({@link
 * io.halley.cluster.rpc.grpc.NetworkRpc}) and the channels to other nodes ({@link
 * io.halley.cluster.rpc.grpc.ChannelPool}). Nobody else knows of gRPC.
 */
@NullMarked
package io.halley.cluster.rpc.grpc;

import org.jspecify.annotations.NullMarked;
