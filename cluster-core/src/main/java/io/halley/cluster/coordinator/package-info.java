/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The elected coordinator, which decides which comet nodes are in the ring, publishes the view, and
 * tells the nodes of it. {@link io.halley.cluster.coordinator.LeaderCandidate} is where others
 * begin.
 *
 * <p>Owns the rule of the ring and its times, and what a coordinator remembers from its election
 * until it is deposed. May call {@code zookeeper} for the registrations, the view's znode, the
 * election and the migrate lock, and {@code view}, {@code settings} and {@code outage}. Must not
 * know gRPC: it asks for health through {@link io.halley.cluster.coordinator.NodeHealth}, and tells
 * views through {@link io.halley.cluster.coordinator.ViewNotifier}. Nor must it know znodes' paths
 * and contents.
 */
@NullMarked
package io.halley.cluster.coordinator;

import org.jspecify.annotations.NullMarked;
