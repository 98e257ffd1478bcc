/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.util.Locale;

/** What the URL of a database tells of it. */
final class SqlPlace {
  private SqlPlace() {}

  /**
   * Whether other processes may use the database at the same time: all but H2 within this process,
   * in its memory or in a file, which it locks.
   */
  static boolean isShared(String url) {
    String all = url.toLowerCase(Locale.ROOT);
    return !all.startsWith("jdbc:h2:")
        || all.startsWith("jdbc:h2:tcp:")
        || all.startsWith("jdbc:h2:ssl:")
        || all.contains(";auto_server=true")
        || all.contains(";file_lock=no")
        || all.contains(";file_lock=serialized");
  }
}
