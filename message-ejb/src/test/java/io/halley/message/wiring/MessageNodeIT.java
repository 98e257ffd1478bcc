/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.message.Payload;
import io.halley.cluster.message.Recipient;
import io.halley.cluster.rpc.Conflict;
import io.halley.cluster.rpc.InProcessRpc;
import io.halley.cluster.rpc.MessageRpcClient;
import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.TokenCheck;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
  private final ManagedChannel channel = InProcessRpc.connect(InProcessRpc.messageName("node1"));
  private final MessageService service = new MessageRpcClient(channel, Duration.ofSeconds(20));
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
    InProcessRpc.stop(channel);
  }

  @Test
  void save_isFoundAgain() {
    assertThat(save("{\"test\":1}", 60, 4)).isEmpty();

    assertThat(find()).containsExactly(new Message(4, Payload.of("{\"test\":1}")));
  }

  @Test
  void keep_ofAPush_isFoundOnce_andMeetsItsSave() {
    for (int i = 0; i < 2; i++) {
      assertThat(get(service.keep(Payload.of("1"), expiry(60), 7, List.of(key))))
          .containsOnlyKeys(key);
    }

    assertThat(find()).hasSize(1);
    long kept = find().get(0).mid();
    assertThat(
            get(service.save(
                    Payload.of("1"), expiry(60), 7, List.of(new Recipient(key, kept + 4, 0))))
                .conflicts())
        .containsExactly(new Conflict(key, Conflict.Kind.REPEATED, kept));
  }

  @Test
  void save_ofManyAtATime_isFoundInOrder() {
    List<CompletionStage<Set<Key>>> answers =
        IntStream.rangeClosed(1, 500)
            .mapToObj(
                i -> service.save(Payload.of("1"), expiry(60), List.of(new Recipient(key, 4L * i))))
            .toList();

    answers.forEach(answer -> assertThat(get(answer)).isEmpty());
    assertThat(find())
        .extracting(Message::mid)
        .containsExactlyElementsOf(IntStream.rangeClosed(481, 500).mapToObj(i -> 4L * i).toList());
  }

  @Test
  void save_ofWhatIsThere_rollsBackAndFailsAlone() {
    save("1", 60, 4);

    assertThat(save("2", 60, 4)).containsExactly(key);
    assertThat(save("3", 60, 8)).isEmpty();
    assertThat(find()).extracting(Message::mid).containsExactly(4L, 8L);
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
    save("1", -1, 4);

    await().atMost(Duration.ofSeconds(20)).until(() -> rows() == 0);
  }

  private Set<Key> save(String json, long expireSeconds, long mid) {
    return get(
        service.save(Payload.of(json), expiry(expireSeconds), List.of(new Recipient(key, mid))));
  }

  private List<Message> find() {
    return get(service.findAfter(key, 0)).messages();
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
