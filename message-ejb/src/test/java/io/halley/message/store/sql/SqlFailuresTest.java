/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.message.store.BatchRefusedException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;

/** The sentences of a database that cannot be used, as drivers and the container's pool fail. */
class SqlFailuresTest {
  private final SqlFailures failures = new SqlFailures("the database");

  @Test
  void unreachable_wrappedByThePool_isToldInTheDriversWords() {
    assertThat(unreachable(new SQLNonTransientConnectionException("nobody listens", "08000")))
        .isEqualTo("the database cannot be reached: nobody listens");
  }

  @Test
  void unreachable_ofAWrongPassword_isARefusal() {
    assertThat(unreachable(new SQLException("password failed", "28P01")))
        .isEqualTo("the database refuses the connection: password failed");
    assertThat(unreachable(new SQLException("no password", "08004")))
        .isEqualTo("the database refuses the connection: no password");
  }

  @Test
  void unreachable_ofAnUnknownHost_namesIt() {
    assertThat(
            unreachable(
                new SQLException("It failed.", "08001", new UnknownHostException("no-such-host"))))
        .isEqualTo(
            "the database cannot be reached: It failed (java.net.UnknownHostException:"
                + " no-such-host)");
  }

  @Test
  void unreachable_ofAUrlThatTheDriverRefuses_doesNotRepeatIt() {
    assertThat(unreachable(new IllegalArgumentException("jdbc:x:?password=secret")))
        .isEqualTo("the database cannot be opened: its driver refuses the URL");
  }

  @Test
  void unreachable_asTheDriverRepeatsTheUrl_doesNotRepeatIt() {
    assertThat(
            unreachable(
                new SQLException(
                    "must be \"jdbc:h2:x\" but is \"jdbc:h2:a;PASSWORD=hush", "90046")))
        .isEqualTo("the database cannot be opened: must be the URL");
  }

  @Test
  void unreachable_withoutTheDriversWords_isToldInThePools() {
    assertThat(unreachable(new ClassNotFoundException()))
        .isEqualTo("the database cannot be opened: The pool says: no");
  }

  @Test
  void withoutTables_isToldInOneLine() {
    SQLException failure = new SQLException("permission denied\n  Position: 28", "42501");

    assertThat(failures.withoutTables(failure).getMessage())
        .isEqualTo("the database does not let its tables be made: permission denied");
  }

  @Test
  void withoutTables_asTheConnectionIsLost_isUnreachable() {
    assertThat(failures.withoutTables(new SQLException("gone", "08006")).getMessage())
        .isEqualTo("the database cannot be reached: gone");
  }

  @Test
  void of_aConnectionThatThePoolDoesNotGet_tellsWhy() {
    RuntimeException failure =
        new IllegalStateException(pooled(new SQLException("nobody listens", "08001")));

    assertThat(failures.of(failure).getMessage()).isEqualTo("the database failed: nobody listens");
  }

  @Test
  void of_aMessageThatIsTooLongForThePacket_isARefusal_andNoLostConnection() {
    for (SQLException tooLong :
        new SQLException[] {
          new SQLException("Packet too big for current server max_allowed_packet value", "HZ000"),
          new SQLNonTransientConnectionException(
              "Packet too big for current server max_allowed_packet value", "08000"),
          new SQLException("Got a packet bigger than allowed", "08S01", 1_153)
        }) {
      assertThat(failures.of(new IllegalStateException(tooLong)))
          .isInstanceOf(BatchRefusedException.class);
    }
  }

  private String unreachable(Exception cause) {
    return String.valueOf(failures.unreachable(pooled(cause)).getMessage());
  }

  /** As Payara wraps it. */
  private static SQLException pooled(Exception cause) {
    return new SQLException("The pool says: no", new IllegalStateException("no", cause));
  }
}
