/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void check_ofNoOptions_keepsMessagesInTheDataDirectory() {
    Node node = Node.check(line("--data", "/d"), NOTHING, NOTHING);

    assertThat(node.properties())
        .containsEntry(
            "halley.sql.url", "jdbc:h2:file:/d/messages;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE")
        .containsEntry("halley.sql.driver", "org.h2.jdbcx.JdbcDataSource");
  }

  @Test
  void check_takesTheCommandLineBeforeTheEnvironmentBeforeTheFile() {
    Map<String, String> file =
        Map.of(
            "halley.comet.buckets",
            "2",
            "halley.comet.event-loops",
            "2",
            "halley.message.cap",
            "2");
    Map<String, String> environment =
        Map.of("HALLEY_COMET_BUCKETS", "4", "HALLEY_COMET_EVENT_LOOPS", "4");

    Node node = Node.check(line("-Dhalley.comet.buckets=8"), file, environment);

    assertThat(node.settings().comet().buckets()).isEqualTo(8);
    assertThat(node.settings().comet().eventLoops()).isEqualTo(4);
    assertThat(node.settings().message().cap()).isEqualTo(2);
  }

  @Test
  void check_ofSeveralMistakes_reportsThemTogether() {
    assertThatThrownBy(
            () ->
                Node.check(
                    line("-Dhalley.comet.buckets=3", "-Dhalley.comet.cap=1", "--store", "sql"),
                    Map.of("halley.webb.admin-key", "x"),
                    NOTHING))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("halley.comet.buckets is 3, but must be a power of two")
        .hasMessageContaining("There is no setting halley.comet.cap")
        .hasMessageContaining("did you mean halley.web.admin-key?")
        .hasMessageContaining("halley.sql.url is not set");
  }

  @Test
  void check_ofAPropertyThatIsNotHalleys_passesItOn() {
    Node node = Node.check(line("-Dio.netty.leakDetection.level=paranoid"), NOTHING, NOTHING);

    assertThat(node.properties()).containsEntry("io.netty.leakDetection.level", "paranoid");
  }

  @Test
  void check_ofMariaDb_knowsItsDataSource() {
    assertThat(sql("jdbc:mariadb://h/d").properties())
        .containsEntry("halley.sql.url", "jdbc:mariadb://h/d")
        .containsEntry("halley.sql.driver", "org.mariadb.jdbc.MariaDbDataSource");
  }

  @Test
  void check_ofMySql_goesThroughMariaDbsDriver() {
    assertThat(sql("jdbc:mysql://h/d").properties())
        .containsEntry("halley.sql.url", "jdbc:mariadb://h/d")
        .containsEntry("halley.sql.driver", "org.mariadb.jdbc.MariaDbDataSource");
  }

  @Test
  void check_ofMySqlWithItsOwnDriver_leavesTheUrl() {
    assertThat(
            sql("jdbc:mysql://h/d", "-Dhalley.sql.driver=com.mysql.cj.jdbc.MysqlDataSource")
                .properties())
        .containsEntry("halley.sql.url", "jdbc:mysql://h/d")
        .containsEntry("halley.sql.driver", "com.mysql.cj.jdbc.MysqlDataSource");
  }

  @Test
  void check_ofPostgreSql_knowsItsDataSource() {
    assertThat(sql("jdbc:postgresql://h/d").properties())
        .containsEntry("halley.sql.driver", "org.postgresql.ds.PGSimpleDataSource");
  }

  @Test
  void check_ofADatabaseThatNobodyKnows_takesItsDataSource() {
    assertThat(sql("jdbc:oracle:thin:@h", "-Dhalley.sql.driver=a.B").properties())
        .containsEntry("halley.sql.driver", "a.B");
  }

  @Test
  void check_ofADatabaseThatNobodyKnows_isRefusedWithoutRepeatingTheUrl() {
    assertThatThrownBy(() -> sql("jdbc:oracle:thin:secret@h"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("halley.sql.driver")
        .hasMessageNotContaining("secret");
  }

  @Test
  void check_ofAUrlThatIsNotJdbc_saysSoWithoutRepeatingIt() {
    assertThatThrownBy(() -> sql("postgresql://secret@h/d"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("halley.sql.url does not begin with jdbc:")
        .hasMessageNotContaining("secret");
  }

  @Test
  void check_ofADatabaseServerWithoutStoreSql_isRefused() {
    assertThatThrownBy(
            () -> Node.check(line("-Dhalley.sql.url=jdbc:mariadb://h/d"), NOTHING, NOTHING))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--store sql");
  }

  @Test
  void check_ofPortZero_choosesOne() {
    Node node = Node.check(line("-Dhalley.comet.tcp-port=0"), NOTHING, NOTHING);

    assertThat(node.settings().comet().tcpPort()).isPositive();
    assertThat(node.properties())
        .containsEntry("halley.comet.tcp-port", "" + node.settings().comet().tcpPort());
  }

  @Test
  void expression_isResolvedOnce_soThatLauncherAndNodeHaveOneValue() {
    Map<String, String> file =
        Map.of(
            "halley.web.admin-key",
            "${ADMIN_KEY}",
            "halley.node.name",
            "n-${node.number:1}",
            "halley.sql.password",
            "p@ss \\${x}");
    Node node = Node.check(line("-Dnode.number=7"), file, Map.of("ADMIN_KEY", "k{}"));

    assertThat(node.settings().web().adminKey()).contains("k{}");
    assertThat(node.settings().node()).isEqualTo("n-7");
    // what MicroProfile Config makes of these is the same once more
    assertThat(node.properties())
        .containsEntry("halley.web.admin-key", "k{}")
        .containsEntry("halley.node.name", "n-7")
        .containsEntry("halley.sql.password", "p@ss \\${x}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "halley.web.admin-key=${NO_SUCH_KEY}",
        "halley.rpc.secret=p@ss ${x}",
        "halley.sql.password=${halley.sql.password}",
        "halley.redis.uri=redis://:${x}@h",
        "halley.node.name=${x}",
      })
  void expression_thatResolvesToNothing_isRefused_withoutTheValue(String setting) {
    String name = setting.substring(0, setting.indexOf('='));
    assertThatThrownBy(() -> Node.check(line("-D" + setting), NOTHING, NOTHING))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(name + " has a ${...} that resolves to nothing")
        .hasMessageNotContaining("p@ss");
  }

  @Test
  void secret_thatIsSetToNothing_isRefused_whereverItIsSet() {
    String key = "halley.web.admin-key";
    String refused = key + " is set, but to nothing";
    Map<String, String> good = Map.of(key, "k");
    assertThatThrownBy(() -> Node.check(line("-D" + key + "="), good, NOTHING))
        .hasMessageStartingWith(refused);
    assertThatThrownBy(() -> Node.check(line(), good, Map.of("HALLEY_WEB_ADMIN_KEY", "")))
        .hasMessageStartingWith(refused);
    assertThatThrownBy(() -> Node.check(line(), Map.of(key, " "), NOTHING))
        .hasMessageStartingWith(refused);
    assertThat(Node.check(line("-D" + key + "=k"), Map.of(key, ""), NOTHING).settings().web())
        .satisfies(web -> assertThat(web.adminKey()).contains("k"));
  }

  private static Node sql(String url, String... more) {
    List<String> options = new ArrayList<>(List.of("--store", "sql", "-Dhalley.sql.url=" + url));
    options.addAll(List.of(more));
    return Node.check(line(options.toArray(String[]::new)), NOTHING, NOTHING);
  }

  private static CommandLine line(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    return CommandLine.parse(arguments);
  }
}
