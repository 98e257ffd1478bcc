/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPlaceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:file:/var/lib/messages;WRITE_DELAY=0",
        "jdbc:h2:~/messages",
        "jdbc:h2:mem:messages;DB_CLOSE_DELAY=-1",
        "jdbc:h2:file:./messages;AUTO_SERVER=FALSE"
      })
  void h2OfThisProcess_isNotShared(String url) {
    assertThat(SqlPlace.isShared(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:tcp://host/messages",
        "jdbc:h2:ssl://host/messages",
        "jdbc:h2:file:./messages;auto_server=true",
        "jdbc:h2:file:./messages;FILE_LOCK=NO",
        "jdbc:mariadb://host/halley",
        "jdbc:mysql://host/halley",
        "jdbc:postgresql://host/halley"
      })
  void everyOther_isShared(String url) {
    assertThat(SqlPlace.isShared(url)).isTrue();
  }
}
