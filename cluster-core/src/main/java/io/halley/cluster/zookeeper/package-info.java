/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the cluster keeps in ZooKeeper: the registrations, and the one published view.
 *
 * <p>Owns the connection, the paths of the znodes and what stands in them, and how they are watched
 * and written; {@link io.halley.cluster.zookeeper.Membership} is where others begin. Registering,
 * watching, election and locking are Curator's recipes; {@code coordinator} is given the last two,
 * and nobody else sees Curator. May call {@code view} and {@code settings}. Must not know which
 * nodes belong in the ring, which {@code coordinator} decides, nor how nodes talk with each other.
 */
@NullMarked
package io.halley.cluster.zookeeper;

import org.jspecify.annotations.NullMarked;
