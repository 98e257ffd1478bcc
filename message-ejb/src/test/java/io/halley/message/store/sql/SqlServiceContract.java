/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.TwoNodesContract;

/** What two message nodes on one relational database do. A subclass gives the database. */
abstract class SqlServiceContract extends TwoNodesContract
    implements SchemaContract, RemovalsContract {
  @Override
  protected final MessageStore open(Retention retention) {
    return database().open(retention);
  }
}
