/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;

/** Lists of values in the text of a statement. */
final class SqlLists {
  private SqlLists() {}

  /**
   * Places for so many values: the next power of two of them, so that there are few different texts
   * for a database to compile.
   *
   * @param values at least 1
   */
  static String places(int values) {
    return String.join(", ", Collections.nCopies(placesFor(values), "?"));
  }

  /**
   * Sets the values, and the last one once more in each place that is left.
   *
   * @param first the first place, from 1
   * @param values at least one, as many as the places were made for
   * @return the first place behind the list
   */
  static int bind(PreparedStatement statement, int first, Collection<String> values)
      throws SQLException {
    int place = first;
    String last = "";
    for (String value : values) {
      statement.setString(place++, value);
      last = value;
    }
    int end = first + placesFor(values.size());
    while (place < end) {
      statement.setString(place++, last);
    }
    return end;
  }

  private static int placesFor(int values) {
    int half = Integer.highestOneBit(values);
    return half == values ? half : 2 * half;
  }
}
