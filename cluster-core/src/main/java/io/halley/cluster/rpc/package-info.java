/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What modules and nodes ask of each other: two plain interfaces, {@link
 * io.halley.cluster.rpc.CometService} and {@link io.halley.cluster.rpc.MessageService}, and the
 * values that they take and give. Callers hold the interface and do not see how it is reached:
 * {@code grpc} carries it between nodes, {@code local} within one process, and {@code balance}
 * makes one message service of many nodes.
 */
@NullMarked
package io.halley.cluster.rpc;

import org.jspecify.annotations.NullMarked;
