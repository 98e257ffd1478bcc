/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.Key;
import io.halley.message.service.ShardedAppends;
import io.halley.message.store.Retention;
import io.halley.testkit.time.MutableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys over two databases, of which one goes. */
class ShardedSqlTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MutableClock clock = MutableClock.atNow();
  private final List<AutoCloseable> opened = new ArrayList<>();
  @TempDir private Path folder = Path.of("");
  private Server one;
  private Server other;
  private ShardedAppends appends;
  private List<Key> ofOne;
  private List<Key> ofOther;

  @BeforeEach
  void start() throws SQLException {
    one = server("one", 0);
    other = server("other", 0);
    appends = new ShardedAppends(clock, Map.of("node1", store(one), "node2", store(other)));
    ofOne = appends.keysOf("node1", 5);
    ofOther = appends.keysOf("node2", 5);
  }

  @AfterEach
  void stop() throws Exception {
    appends.stop();
    for (AutoCloseable each : opened) {
      each.close();
    }
    one.stop();
    other.stop();
  }

  @Test
  void databaseThatIsGone_failsItsOwnKeysOnly_andServesThemWhenItIsBack() throws SQLException {
    List<Key> both = new ArrayList<>(ofOne);
    both.addAll(ofOther);
    assertThat(get(appends.append(both))).isEmpty();
    assertThat(found(ofOne.get(0))).isEqualTo(1);
    assertThat(found(ofOther.get(0))).isEqualTo(1);

    other.stop();

    assertThat(get(appends.append(both))).containsExactlyInAnyOrderElementsOf(ofOther);
    assertThat(found(ofOne.get(0))).isEqualTo(2);

    other = server("other", other.getPort());
    await().atMost(PATIENCE).until(() -> get(appends.append(both)).isEmpty());
    assertThat(found(ofOther.get(0))).isGreaterThanOrEqualTo(2);
  }

  private int found(Key key) {
    return get(appends.service().after(key, 0).toCompletableFuture()).messages().size();
  }

  private Server server(String name, int port) throws SQLException {
    return Server.createTcpServer(
            "-tcpPort",
            Integer.toString(port),
            "-ifNotExists",
            "-baseDir",
            folder.resolve(name).toString())
        .start();
  }

  private SqlMessageStore store(Server server) {
    String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/messages;WRITE_DELAY=0";
    JdbcConnectionPool connections = JdbcConnectionPool.create(url, "sa", "");
    opened.add(connections::dispose);
    SqlTransactions transactions = new SqlTransactions(url, connections);
    opened.add(transactions);
    return new SqlMessageStore(
        url, connections, transactions, new Retention(clock, 20, Duration.ofDays(1)), () -> {});
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
