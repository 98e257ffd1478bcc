/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The message service of a cluster, {@link io.halley.cluster.rpc.balance.MessageNodes}: which of
 * its nodes is asked for what, and who is asked when one does not answer.
 */
@NullMarked
package io.halley.cluster.rpc.balance;

import org.jspecify.annotations.NullMarked;
