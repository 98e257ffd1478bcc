/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/** Runs work in a transaction of its own. Safe for any thread; a call blocks. */
public interface SqlTransactions {
  /**
   * Gives the work an entity manager that lives as long as the transaction. Commits when the work
   * returns, rolls back when it throws.
   *
   * @throws RuntimeException what the work threw, or why the transaction did not begin or commit
   */
  <T> T call(Function<EntityManager, T> work);
}
