/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import static io.halley.cluster.settings.MessageSettings.H2_DRIVER;
import static io.halley.cluster.settings.MessageSettings.H2_URL;

import io.halley.cluster.settings.MessageSettings;
import io.halley.cluster.settings.RedisAddress;
import io.halley.cluster.settings.Settings;
import io.halley.cluster.settings.SqlAccount;
import io.halley.cluster.settings.StoreKind;
import io.halley.cluster.settings.StoreSource;
import io.halley.cluster.startup.OwnThread;
import io.halley.cluster.startup.RecordMethods;
import io.halley.cluster.startup.ShutdownLog;
import io.halley.cluster.startup.StartupLog;
import io.halley.message.store.CircuitBreakerStore;
import io.halley.message.store.MessageStore;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.message.store.redis.RedisMessageStore;
import io.halley.message.store.sql.SqlMessageStore;
import io.halley.message.store.sql.SqlTransactions;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
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
  static final String DATA_SOURCE = SqlDataSources.PREFIX;

  private static final System.Logger LOG = System.getLogger(MessageNode.class.getName());

  /** The loader of the application's libraries, as the cluster's classes are some of these. */
  private static final ClassLoader LIBRARIES = OwnThread.class.getClassLoader();

  @Resource private ManagedThreadFactory threads;
  @Resource private TimerService timers;

  @EJB private SqlDataSources others;

  @Resource(lookup = DATA_SOURCE)
  private DataSource connections;

  private volatile String name = "";
  private volatile @Nullable RunningMessageNode running;

  @PostConstruct
  void start() {
    try {
      startParts();
    } catch (RuntimeException e) {
      // the container does not: it has no bean to destroy
      stop();
      throw e;
    }
  }

  private void startParts() {
    Settings settings = ModuleSettings.read().settings();
    List<StoreSource<MessageStore>> stores = stores(settings.message());
    open(stores, settings.message());
    name = settings.node();
    running = run(settings, stores);
    long sweepMillis = settings.message().sweepEvery().toMillis();
    timers.createIntervalTimer(sweepMillis, sweepMillis, new TimerConfig(null, false));
    StartupLog.started(
        "The message node "
            + settings.node()
            + " keeps messages in "
            + stores.stream()
                .map(source -> source.address().where())
                .collect(Collectors.joining(" and "))
            + ".");
  }

  /** The time to delete what is expired has come. */
  @Timeout
  void sweep() {
    RunningMessageNode node = running;
    if (node != null) {
      node.sweep();
    }
  }

  @PreDestroy
  void stop() {
    RunningMessageNode node = running;
    if (node != null) {
      running = null;
      ShutdownLog.around(
          "The message node " + name, () -> OwnThread.run("halley-message-stop", node::stop));
    }
    JdbcDrivers.deregister(LIBRARIES);
    RecordMethods.forget();
  }

  private RunningMessageNode run(Settings settings, List<StoreSource<MessageStore>> stores) {
    try {
      return OwnThread.call(
          "halley-message-start", () -> RunningMessageNode.start(settings, stores, threads));
    } catch (RuntimeException e) {
      StartupLog.refused("The message node cannot start: " + e.getMessage());
      throw e;
    }
  }

  private List<StoreSource<MessageStore>> stores(MessageSettings settings) {
    Retention retention =
        new Retention(
            InstantSource.system(), settings.cap(), settings.tokenLife(), settings.pushMemory());
    if (settings.store() == StoreKind.REDIS) {
      int most = settings.saveLanes() + settings.readThreads() + 2;
      return settings.redis().stream()
          .map(source -> source.map(address -> redis(address, most, retention)))
          .toList();
    }
    return settings.sql().stream()
        .map(source -> source.map(account -> sql(account, retention)))
        .toList();
  }

  private MessageStore redis(RedisAddress address, int connections, Retention retention) {
    return new CircuitBreakerStore(new RedisMessageStore(address, connections, retention), threads);
  }

  private MessageStore sql(SqlAccount account, Retention retention) {
    DataSource source = account.slot() == 0 ? connections : others.of(account.slot());
    SqlTransactions transactions = new SqlTransactions("halley-message-" + account.slot(), source);
    return new CircuitBreakerStore(
        new SqlMessageStore(account.url(), source, transactions, retention, transactions::close),
        threads);
  }

  /** One store must be there; of several, those that are not come later by themselves. */
  private static void open(List<StoreSource<MessageStore>> stores, MessageSettings settings) {
    List<StoreException> failures = new ArrayList<>();
    for (int i = 0; i < stores.size(); i++) {
      try {
        stores.get(i).address().open();
        if (settings.store() == StoreKind.SQL) {
          JdbcDrivers.rehearseClosing(settings.sql().get(i).address(), LIBRARIES);
        }
      } catch (StoreException e) {
        failures.add(e);
      }
    }
    if (failures.size() == stores.size()) {
      stores.forEach(source -> source.address().close());
      StoreException first = failures.get(0);
      StartupLog.refused(
          "The message node cannot start: "
              + String.valueOf(first.getMessage()).replaceFirst("[.]$", "")
              + ". See "
              + whereToLook(settings.store(), stores.size() > 1));
      throw first;
    }
    for (StoreException e : failures) {
      LOG.log(
          Level.WARNING,
          "Its keys fail until it is there, and the node starts without it: {0}",
          e.getMessage());
    }
  }

  private static String whereToLook(StoreKind store, boolean several) {
    return switch (store) {
      case REDIS -> several ? "halley.redis.sources." : "halley.redis.uri.";
      case H2 -> "halley.sql.url.";
      case SQL ->
          several
              ? "halley.sql.sources and halley.sql.source-1.url."
              : "halley.sql.url, halley.sql.user and halley.sql.password.";
    };
  }
}
