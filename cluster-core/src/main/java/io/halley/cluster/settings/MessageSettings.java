/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

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
 * @param redis the Redis servers, at least one
 * @param sql the databases, at least one
 * @param cap messages kept for a key: the newest ones
 * @param tokenLife how long a token lives from its last use
 * @param pushMemory how long a push that its back end named is remembered, so that it counts once
 * @param saveLanes saves that run at a time, each on a thread and a connection of its own
 * @param saveBatch messages that one transaction or pipeline takes at the most
 * @param saveQueue messages that may wait for each lane; more are refused
 * @param readThreads calls other than appends that run at a time
 * @param readQueue such calls that may wait; more are refused
 * @param sweepEvery time between two sweeps of expired messages
 * @param sweepSlice messages that one transaction of a sweep deletes at the most
 */
public record MessageSettings(
    int rpcPort,
    List<String> advertisedRpc,
    int weight,
    StoreKind store,
    List<StoreSource<RedisAddress>> redis,
    List<StoreSource<SqlAccount>> sql,
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

  static MessageSettings read(SettingsReader reader) {
    MessageSettings settings =
        new MessageSettings(
            reader.integer("halley.message.rpc-port", 8070, 1, 65_535),
            reader.list("halley.message.advertised-rpc"),
            reader.integer("halley.message.weight", 1, 1, 1_000),
            reader.choice("halley.message.store", StoreKind.H2),
            StoreSources.redis(reader),
            StoreSources.sql(reader),
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
    if (settings.store != StoreKind.REDIS) {
      settings.sql.forEach(source -> settings.checkSql(reader, source.address()));
    }
    if (settings.store == StoreKind.H2 && settings.sql.get(0).address().slot() > 0) {
      reader.mistake(
          "halley.sql.sources is set, but halley.message.store is h2, which is one database; set"
              + " halley.message.store to sql.");
    }
    return settings;
  }

  /** Whether the store is a database in files, which no other process sees. */
  boolean isEmbedded() {
    return store == StoreKind.H2 && !sql.get(0).address().url().matches("jdbc:h2:(tcp|ssl):.*");
  }

  private void checkSql(SettingsReader reader, SqlAccount account) {
    String place = "halley.sql." + (account.slot() == 0 ? "" : "source-" + account.slot() + ".");
    boolean missing = account.url().isEmpty() || account.url().equals(H2_URL);
    if (store == StoreKind.SQL && missing) {
      reader.mistake(
          "halley.message.store is sql, but "
              + place
              + "url is not set; set it to a JDBC URL, such as jdbc:mariadb://127.0.0.1/halley, or set"
              + " halley.message.store to h2.");
    } else if (!account.url().startsWith("jdbc:")) {
      // the URL may hold a password
      reader.mistake(
          place
              + "url does not begin with jdbc: as a JDBC URL does, such as"
              + " jdbc:mariadb://127.0.0.1/halley.");
    } else if (mismatch(account)) {
      reader.mistake(
          place
              + "driver is "
              + RedactedUrl.inText(account.driver())
              + ", which does not open the kind of URL in "
              + place
              + "url; use "
              + H2_DRIVER
              + " for jdbc:h2:, org.mariadb.jdbc.MariaDbDataSource for jdbc:mariadb:,"
              + " org.postgresql.ds.PGSimpleDataSource for jdbc:postgresql:.");
    } else if (account.slot() > 0 && isWithoutBound(account.url())) {
      reader.mistake(
          place
              + "url has no socketTimeout, without which a database that falls silent is waited for"
              + " without end; add socketTimeout=5000 to a jdbc:mariadb: URL (milliseconds), or"
              + " socketTimeout=5 to a jdbc:postgresql: URL (seconds).");
    }
  }

  private static boolean isWithoutBound(String url) {
    return url.matches("jdbc:(mariadb|postgresql):.*") && !url.contains("socketTimeout=");
  }

  private static boolean mismatch(SqlAccount account) {
    String url = account.url();
    String driver = account.driver();
    return url.startsWith("jdbc:h2:") != driver.startsWith("org.h2.")
        || url.startsWith("jdbc:mariadb:") != driver.startsWith("org.mariadb.")
        || url.startsWith("jdbc:postgresql:") != driver.startsWith("org.postgresql.");
  }

  /** Never prints the password of the Redis server or of the database. */
  @Override
  public String toString() {
    return "MessageSettings[store="
        + store
        + ", redis="
        + redis
        + ", sql="
        + sql
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
