/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a message node. The container's data source reads {@code halley.sql.*} a second time,
 * by itself, with the same defaults.
 *
 * @param rpcPort the port that other nodes reach this one at
 * @param advertisedRpc {@code host:port} as other nodes reach it; empty: derived
 * @param weight this node's share of the work against the others' weights
 * @param store where messages and tokens are kept
 * @param redisUri the Redis server
 * @param sqlDriver the class of the database's {@code javax.sql.DataSource}
 * @param sqlUrl the database, embedded or a server
 * @param sqlUser its user
 * @param sqlPassword the user's password
 * @param cap messages kept for a key: the newest ones
 * @param tokenLife how long a token lives from its last use
 * @param pushMemory how long a push that its back end named is remembered, so that it counts once
 * @param saveLanes saves that run at a time, each on a thread and a connection of its own
 * @param saveBatch messages that one transaction or pipeline takes at the most
 * @param saveQueue messages that may wait for each lane; more are refused
 * @param readThreads calls other than saves that run at a time
 * @param readQueue such calls that may wait; more are refused
 * @param sweepEvery time between two sweeps of expired messages
 * @param sweepSlice messages that one transaction of a sweep deletes at the most
 */
public record MessageSettings(
    int rpcPort,
    List<String> advertisedRpc,
    int weight,
    StoreKind store,
    URI redisUri,
    String sqlDriver,
    String sqlUrl,
    String sqlUser,
    String sqlPassword,
    int cap,
    Duration tokenLife,
    Duration pushMemory,
    int saveLanes,
    int saveBatch,
    int saveQueue,
    int readThreads,
    int readQueue,
    Duration sweepEvery,
    int sweepSlice) {

  /** The data source of the embedded database. */
  public static final String H2_DRIVER = "org.h2.jdbcx.JdbcDataSource";

  /** The embedded database, in a file; a commit is on disk before it is answered. */
  public static final String H2_URL =
      "jdbc:h2:file:./data/messages;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

  private static final String REDIS_URI = "redis://127.0.0.1:6379";

  static MessageSettings read(SettingsReader reader) {
    MessageSettings settings =
        new MessageSettings(
            reader.integer("halley.message.rpc-port", 8070, 1, 65_535),
            reader.list("halley.message.advertised-rpc"),
            reader.integer("halley.message.weight", 1, 1, 1_000),
            reader.choice("halley.message.store", StoreKind.H2),
            redisUri(reader),
            reader.text("halley.sql.driver", H2_DRIVER),
            reader.text("halley.sql.url", H2_URL),
            reader.text("halley.sql.user", "sa"),
            reader.optionalText("halley.sql.password").orElse(""),
            reader.integer("halley.message.cap", 20, 1, 10_000),
            Duration.ofSeconds(
                reader.number("halley.message.token-life-seconds", 2_592_000, 1, 3_153_600_000L)),
            Duration.ofSeconds(
                reader.integer("halley.message.push-memory-seconds", 300, 1, 86_400)),
            reader.integer("halley.message.save-lanes", 1, 1, 64),
            reader.integer("halley.message.save-batch", 256, 1, 10_000),
            reader.integer("halley.message.save-queue", 65_536, 1, 10_000_000),
            reader.integer("halley.message.read-threads", 8, 1, 256),
            reader.integer("halley.message.read-queue", 10_000, 1, 10_000_000),
            Duration.ofSeconds(reader.integer("halley.message.sweep-seconds", 60, 1, 86_400)),
            reader.integer("halley.message.sweep-slice", 1_000, 1, 10_000));
    settings.checkSql(reader);
    return settings;
  }

  private void checkSql(SettingsReader reader) {
    if (store == StoreKind.SQL && sqlUrl.equals(H2_URL)) {
      reader.mistake(
          "halley.message.store is sql, but halley.sql.url is not set; set it to a JDBC URL, such as"
              + " jdbc:mariadb://127.0.0.1/halley, or set halley.message.store to h2.");
    } else if (store != StoreKind.REDIS && !sqlUrl.startsWith("jdbc:")) {
      // the URL may hold a password
      reader.mistake(
          "halley.sql.url does not begin with jdbc: as a JDBC URL does, such as"
              + " jdbc:mariadb://127.0.0.1/halley.");
    } else if (store != StoreKind.REDIS && driverMismatch()) {
      reader.mistake(
          "halley.sql.driver is "
              + sqlDriver
              + ", which does not open the kind of URL in halley.sql.url; use "
              + H2_DRIVER
              + " for jdbc:h2:, org.mariadb.jdbc.MariaDbDataSource for jdbc:mariadb:,"
              + " org.postgresql.ds.PGSimpleDataSource for jdbc:postgresql:.");
    }
  }

  private boolean driverMismatch() {
    return sqlUrl.startsWith("jdbc:h2:") != sqlDriver.startsWith("org.h2.")
        || sqlUrl.startsWith("jdbc:mariadb:") != sqlDriver.startsWith("org.mariadb.")
        || sqlUrl.startsWith("jdbc:postgresql:") != sqlDriver.startsWith("org.postgresql.");
  }

  private static URI redisUri(SettingsReader reader) {
    String property = "halley.redis.uri";
    String text = reader.text(property, REDIS_URI);
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // reported below, in the same words as an address of another kind
    }
    // the text may hold a password
    reader.mistake(
        property
            + " must have the form redis://[user:password@]host[:port][/database] or rediss://...;"
            + " the default is "
            + REDIS_URI
            + ".");
    return URI.create(REDIS_URI);
  }

  /** Never prints the password of the Redis server or of the database. */
  @Override
  public String toString() {
    return "MessageSettings[store="
        + store
        + ", redis="
        + redisUri.getHost()
        + ":"
        + redisUri.getPort()
        + ", sqlDriver="
        + sqlDriver
        + ", sqlUser="
        + sqlUser
        + ", sqlPassword="
        + (sqlPassword.isEmpty() ? "" : "***")
        + ", cap="
        + cap
        + ", tokenLife="
        + tokenLife
        + ", pushMemory="
        + pushMemory
        + ", saveLanes="
        + saveLanes
        + ", saveBatch="
        + saveBatch
        + ", saveQueue="
        + saveQueue
        + ", readThreads="
        + readThreads
        + ", readQueue="
        + readQueue
        + ", sweepEvery="
        + sweepEvery
        + ", sweepSlice="
        + sweepSlice
        + "]";
  }
}
