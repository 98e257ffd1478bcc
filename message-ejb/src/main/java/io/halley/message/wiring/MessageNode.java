/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import static io.halley.cluster.settings.MessageSettings.H2_DRIVER;
import static io.halley.cluster.settings.MessageSettings.H2_URL;

import io.halley.cluster.settings.MessageSettings;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.SettingsException;
import io.halley.cluster.settings.StoreKind;
import io.halley.cluster.startup.OwnThread;
import io.halley.cluster.startup.StartupLog;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.message.store.redis.RedisMessageStore;
import io.halley.message.store.sql.SqlMessageStore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The message node: begins with its module, and refuses to where the store cannot be used. Its data
 * source reads the settings of the database itself, and is connected only where the store is SQL.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
    name = MessageNode.DATA_SOURCE,
    className = "${MPCONFIG=halley.sql.driver:" + H2_DRIVER + "}",
    url = "${MPCONFIG=halley.sql.url:" + H2_URL + "}",
    user = "${MPCONFIG=halley.sql.user:sa}",
    password = "${MPCONFIG=halley.sql.password:}",
    // with a stricter level, MariaDB locks the gaps between keys and lanes wait for one another
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    // one database alone takes part in a transaction: there is nothing to coordinate
    transactional = false,
    minPoolSize = 2,
    maxPoolSize = 100)
public class MessageNode {
  static final String DATA_SOURCE = "java:global/jdbc/halley-message";

  private static final System.Logger LOG = System.getLogger(MessageNode.class.getName());

  @Resource private ManagedThreadFactory threads;
  @Resource private TimerService timers;

  @Resource(lookup = DATA_SOURCE)
  private DataSource connections;

  private volatile @Nullable RunningMessageNode running;

  @PostConstruct
  void start() {
    Settings settings = settings();
    MessageStore store = store(settings.message());
    open(store, settings.message());
    running = run(settings, store);
    long sweepMillis = settings.message().sweepEvery().toMillis();
    timers.createIntervalTimer(sweepMillis, sweepMillis, new TimerConfig(null, false));
    StartupLog.started(
        "The message node " + settings.node() + " keeps messages in " + store.where() + ".");
  }

  /** The time to delete what is expired has come. */
  @Timeout
  void sweep() {
    RunningMessageNode node = running;
    if (node != null) {
      try {
        node.sweep();
      } catch (StoreException e) {
        LOG.log(Level.WARNING, "Expired messages stay until the next sweep: {0}", e.getMessage());
      }
    }
  }

  @PreDestroy
  void stop() {
    RunningMessageNode node = running;
    if (node != null) {
      running = null;
      OwnThread.run("halley-message-stop", node::stop);
    }
  }

  /**
   * Returns if the store answers; for the health check.
   *
   * @throws StoreException if it does not
   */
  public void check() {
    RunningMessageNode node = running;
    if (node != null) {
      node.store().check();
    }
  }

  private RunningMessageNode run(Settings settings, MessageStore store) {
    try {
      return OwnThread.call(
          "halley-message-start", () -> RunningMessageNode.start(settings, store, threads));
    } catch (RuntimeException e) {
      StartupLog.refused("The message node cannot start: " + e.getMessage());
      throw e;
    }
  }

  private static Settings settings() {
    Config config = ConfigProvider.getConfig();
    try {
      return Settings.read(property -> config.getOptionalValue(property, String.class));
    } catch (SettingsException e) {
      StartupLog.refused(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private MessageStore store(MessageSettings settings) {
    Retention retention =
        new Retention(
            InstantSource.system(), settings.cap(), settings.tokenLife(), settings.pushMemory());
    if (settings.store() == StoreKind.REDIS) {
      int most = settings.saveLanes() + settings.readThreads() + 2;
      return new RedisMessageStore(settings.redisUri(), most, retention);
    }
    LocalTransactions transactions = new LocalTransactions(connections);
    return new SqlMessageStore(
        settings.sqlUrl(), connections, transactions, retention, transactions::close);
  }

  private static void open(MessageStore store, MessageSettings settings) {
    try {
      store.open();
    } catch (StoreException e) {
      store.close();
      StartupLog.refused(
          "The message node cannot start: "
              + String.valueOf(e.getMessage()).replaceFirst("[.]$", "")
              + ". See "
              + switch (settings.store()) {
                case REDIS -> "halley.redis.uri.";
                case H2 -> "halley.sql.url.";
                case SQL -> "halley.sql.url, halley.sql.user and halley.sql.password.";
              });
      throw e;
    }
  }
}
