/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.halley.cluster.message.AppendTarget;
import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.rpc.LogEntry;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import io.halley.cluster.rpc.local.LocalRpc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The module in a container, reached from another module of the same server as comets reach it. */
@ArquillianTest
class MessageNodeIT {
  private final LocalRpc rpc = new LocalRpc("node1", Duration.ofSeconds(20));
  private final MessageService service = rpc.messages();
  private final Key key = new Key(UUID.randomUUID().toString());

  @Deployment
  static WebArchive caller() {
    return ShrinkWrap.create(WebArchive.class, "caller.war")
        .addAsLibraries(
            ShrinkWrap.create(JavaArchive.class, "assertions.jar")
                .addPackages(true, Assertions.class.getPackage())
                .addPackages(true, "org.assertj.core")
                .addPackages(true, Awaitility.class.getPackage())
                .addPackages(true, Matcher.class.getPackage()));
  }

  @AfterEach
  void close() {
    rpc.close();
  }

  @Test
  void append_isFoundAgain() {
    Appended appended = append("{\"test\":1}", 60, 1);

    assertThat(appended.previous()).isZero();
    assertThat(find()).containsExactly(new Message(appended.mid(), Payload.of("{\"test\":1}")));
  }

  @Test
  void append_ofAPushAgain_isFoundOnce() {
    Appended first = append(entry("1", 60, 7));

    assertThat(append(entry("1", 60, 7).onceMore())).isEqualTo(Appended.repeated(first.mid()));
    assertThat(find()).extracting(Message::mid).containsExactly(first.mid());
  }

  @Test
  void append_ofManyAtATime_isFoundInOrder() {
    List<CompletionStage<Map<Key, Appended>>> answers =
        IntStream.rangeClosed(1, 500)
            .mapToObj(
                i ->
                    service.append(
                        entry(String.valueOf(i), 60, i), List.of(new AppendTarget(key, 0))))
            .toList();

    long previous = 0;
    for (CompletionStage<Map<Key, Appended>> answer : answers) {
      Appended each = Objects.requireNonNull(get(answer).get(key));
      assertThat(each).isEqualTo(Appended.after(previous, each.mid()));
      previous = each.mid();
    }
    assertThat(find())
        .extracting(message -> message.payload().text())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(481, 500).mapToObj(String::valueOf).toList());
  }

  @Test
  void tokensAndCeiling_areKept() {
    assertThat(get(service.useToken(key, "t"))).isEqualTo(TokenCheck.NO_CHANNEL);
    assertThat(get(service.addToken(key, "t"))).isTrue();
    assertThat(get(service.useToken(key, "t"))).isEqualTo(TokenCheck.VALID);
    long before = get(service.raiseMidCeiling(0));
    assertThat(get(service.raiseMidCeiling(before + 4))).isEqualTo(before);
    assertThat(get(service.raiseMidCeiling(0))).isEqualTo(before + 4);
  }

  @Test
  void expiredMessages_areSweptFromTheTable() {
    append("1", -1, 1);

    await().atMost(Duration.ofSeconds(20)).until(() -> rows() == 0);
  }

  private Appended append(String json, long expireSeconds, long push) {
    return append(entry(json, expireSeconds, push));
  }

  private Appended append(LogEntry entry) {
    return Objects.requireNonNull(
        get(service.append(entry, List.of(new AppendTarget(key, 0)))).get(key));
  }

  private static LogEntry entry(String json, long expireSeconds, long push) {
    return LogEntry.of(Payload.of(json), expiry(expireSeconds), push);
  }

  private List<Message> find() {
    return get(service.after(key, 0)).messages();
  }

  @SuppressWarnings("BanJNDI") // the name is a constant
  private int rows() throws SQLException, NamingException {
    // not injected: the test's WAR is deployed before the module that defines it
    DataSource database = InitialContext.doLookup("java:global/jdbc/halley-message");
    try (Connection connection = database.getConnection();
        PreparedStatement count =
            connection.prepareStatement("select count(*) from private_msg where skey = ?")) {
      count.setString(1, key.value());
      try (ResultSet result = count.executeQuery()) {
        result.next();
        return result.getInt(1);
      }
    }
  }

  private static long expiry(long seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
