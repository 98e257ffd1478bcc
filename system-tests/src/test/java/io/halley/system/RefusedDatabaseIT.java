/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static io.halley.system.RefusedStartIT.assertRefused;

import io.halley.system.node.Folders;
import io.halley.system.node.NodeKind;
import io.halley.system.node.NodeSetup;
import io.halley.system.node.PostgreSqlServer;
import io.halley.testkit.process.FreePorts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node whose database cannot be used ends with one sentence that says which and why. */
class RefusedDatabaseIT {
  private static Path data;
  private static PostgreSqlServer server;

  @BeforeAll
  static void start() {
    data = Folders.create("refused-database");
    server = PostgreSqlServer.start(Folders.create("postgresql"));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void databaseThatIsNotThere_isRefused() {
    String address = "127.0.0.1:" + FreePorts.one();

    assertRefused(
        micro("--store", "sql", "-Dhalley.sql.url=jdbc:postgresql://" + address + "/halley"),
        RefusedStartIT.BOUNDED,
        "jdbc:postgresql://" + address + "/halley cannot be reached",
        "halley.sql.url");
  }

  @Test
  void wrongPassword_isRefused() {
    assertRefused(
        micro(server.options(PostgreSqlServer.USER, "not-the-password")),
        RefusedStartIT.BOUNDED,
        "/halley refuses the connection: FATAL: password",
        "halley.sql.password");
  }

  @Test
  void userWithoutTheRightToMakeTables_isRefused() {
    server.execute("create database others");

    assertRefused(
        micro(server.options("others", server.password())),
        RefusedStartIT.BOUNDED,
        "/others does not let its tables be made: ERROR: permission denied");
  }

  private static NodeSetup micro(String... options) {
    return NodeSetup.of(NodeKind.MICRO, data, options);
  }
}
