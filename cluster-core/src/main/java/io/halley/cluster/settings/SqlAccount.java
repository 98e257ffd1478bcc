/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

/**
 * A database, and who uses it.
 *
 * @param slot which of the container's data sources leads there: 0 for {@code halley.sql.url}, and
 *     from 1 for {@code halley.sql.source-1.url}
 * @param driver the class of the database's {@code javax.sql.DataSource}
 * @param url the database, embedded or a server
 * @param user its user
 * @param password the user's password
 */
public record SqlAccount(int slot, String driver, String url, String user, String password) {
  /** Never prints the password, nor the URL, which may hold one. */
  @Override
  public String toString() {
    return "SqlAccount[slot="
        + slot
        + ", driver="
        + driver
        + ", user="
        + user
        + ", password="
        + (password.isEmpty() ? "" : "***")
        + "]";
  }
}
