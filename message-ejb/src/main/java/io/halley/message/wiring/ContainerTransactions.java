/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import io.halley.message.store.sql.SqlTransactions;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.Function;

/**
 * Transactions of the container's: each call of this bean is one, on any thread. The container
 * wraps what the work throws in an {@link EJBException}, whose causes still tell it.
 */
@Stateless
public class ContainerTransactions implements SqlTransactions {
  @PersistenceContext(unitName = "halley-message")
  EntityManager rows;

  @Override
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public <T> T call(Function<EntityManager, T> work) {
    return work.apply(rows);
  }
}
