/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who is in the cluster: registration in ZooKeeper, the one published view, and the elected
 * coordinator that publishes it. {@link io.halley.cluster.membership.Membership} is what others
 * call.
 *
 * <p>Election, locking, ephemeral registration and watching are Curator's recipes. The package
 * knows nothing of gRPC: health is asked through {@link io.halley.cluster.membership.NodeHealth},
 * views are told through {@link io.halley.cluster.membership.ViewTeller}.
 */
@NullMarked
package io.halley.cluster.membership;

import org.jspecify.annotations.NullMarked;
