/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

/** Where a message node keeps messages and tokens. */
public enum StoreKind {
  /** The embedded database, in files, with nothing to install. */
  H2,
  /** A database server that {@code halley.sql.*} names. */
  SQL,
  /** A Redis server that {@code halley.redis.uri} names. */
  REDIS
}
