/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * The container's data sources for databases that the keys are spread over. There is a fixed number
 * of them, for they are made before any setting is read; one that no setting names is never
 * connected.
 */
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-1",
    className = "${MPCONFIG=halley.sql.source-1.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-1.url:}",
    user = "${MPCONFIG=halley.sql.source-1.user:}",
    password = "${MPCONFIG=halley.sql.source-1.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-2",
    className = "${MPCONFIG=halley.sql.source-2.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-2.url:}",
    user = "${MPCONFIG=halley.sql.source-2.user:}",
    password = "${MPCONFIG=halley.sql.source-2.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-3",
    className = "${MPCONFIG=halley.sql.source-3.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-3.url:}",
    user = "${MPCONFIG=halley.sql.source-3.user:}",
    password = "${MPCONFIG=halley.sql.source-3.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-4",
    className = "${MPCONFIG=halley.sql.source-4.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-4.url:}",
    user = "${MPCONFIG=halley.sql.source-4.user:}",
    password = "${MPCONFIG=halley.sql.source-4.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-5",
    className = "${MPCONFIG=halley.sql.source-5.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-5.url:}",
    user = "${MPCONFIG=halley.sql.source-5.user:}",
    password = "${MPCONFIG=halley.sql.source-5.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-6",
    className = "${MPCONFIG=halley.sql.source-6.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-6.url:}",
    user = "${MPCONFIG=halley.sql.source-6.user:}",
    password = "${MPCONFIG=halley.sql.source-6.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-7",
    className = "${MPCONFIG=halley.sql.source-7.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-7.url:}",
    user = "${MPCONFIG=halley.sql.source-7.user:}",
    password = "${MPCONFIG=halley.sql.source-7.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@DataSourceDefinition(
    name = SqlDataSources.PREFIX + "-8",
    className = "${MPCONFIG=halley.sql.source-8.driver:" + SqlDataSources.DRIVER + "}",
    url = "${MPCONFIG=halley.sql.source-8.url:}",
    user = "${MPCONFIG=halley.sql.source-8.user:}",
    password = "${MPCONFIG=halley.sql.source-8.password:}",
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    transactional = false,
    loginTimeout = SqlDataSources.LOGIN_SECONDS,
    minPoolSize = 2,
    maxPoolSize = 100)
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class SqlDataSources {
  static final String PREFIX = "java:global/jdbc/halley-message";
  static final String DRIVER = "org.mariadb.jdbc.MariaDbDataSource";
  static final int LOGIN_SECONDS = 2;

  @Resource private SessionContext container;

  /** The data source that the settings of a slot, from 1, have made. */
  public DataSource of(int slot) {
    return (DataSource) container.lookup(PREFIX + "-" + slot);
  }
}
