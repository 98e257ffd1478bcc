/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  /** A secret, or an address that may hold one. */
  private static final Pattern SECRET =
      Pattern.compile(".*[.](admin-key|secret|password|uri|url|sources)");

  @Test
  void nothingSet_readsEveryDefault() {
    Settings settings = read(Map.of());
    assertThat(settings.node()).isEqualTo("node1");
    assertThat(settings.roles()).containsExactlyInAnyOrder(Role.values());
    assertThat(settings.rpcDeadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.web())
        .isEqualTo(
            new WebSettings(
                8090,
                "127.0.0.1",
                8091,
                Optional.empty(),
                6972,
                65_536,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30)));
    assertThat(settings.comet().tcpPort()).isEqualTo(6969);
    assertThat(settings.comet().webSocketPort()).isEqualTo(6968);
    assertThat(settings.comet().buckets()).isEqualTo(256);
    assertThat(settings.comet().heartbeatMin()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.message().store()).isEqualTo(StoreKind.H2);
    assertThat(settings.message().cap()).isEqualTo(20);
    assertThat(settings.message().tokenLife()).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource({
    "halley.rpc.deadline-millis, 1, 600000",
    "halley.zookeeper.session-millis, 2000, 120000",
    "halley.cluster.leave-millis, 0, 600000",
    "halley.cluster.return-millis, 0, 600000",
    "halley.comet.tcp-port, 0, 65535",
    "halley.comet.ws-port, 0, 65535",
    "halley.comet.rpc-port, 1, 65535",
    "halley.comet.weight, 1, 1000",
    "halley.comet.move-seconds, 0, 600",
    "halley.comet.event-loops, 0, 1024",
    "halley.comet.buckets, 1, 65536",
    "halley.comet.connections-per-key, 1, 1000000",
    "halley.comet.heartbeat-min-seconds, 1, 86400",
    "halley.comet.heartbeat-grace-seconds, 0, 3600",
    "halley.comet.first-packet-seconds, 1, 3600",
    "halley.comet.command-max-bytes, 128, 1048576",
    "halley.comet.frame-max-bytes, 125, 1048576",
    "halley.comet.queue-max-messages, 1, 1000000",
    "halley.comet.queue-max-bytes, 1024, 1073741824",
    "halley.comet.ack-max-keys, 1, 10000000",
    "halley.web.public-port, 1, 65535",
    "halley.web.admin-port, 1, 65535",
    "halley.web.stat-port, 1, 65535",
    "halley.web.body-max-bytes, 1, 16777216",
    "halley.web.head-seconds, 1, 3600",
    "halley.web.body-seconds, 1, 3600",
    "halley.message.rpc-port, 1, 65535",
    "halley.message.weight, 1, 1000",
    "halley.message.cap, 1, 10000",
    "halley.message.token-life-seconds, 1, 3153600000",
    "halley.message.push-memory-seconds, 1, 86400",
    "halley.message.save-lanes, 1, 64",
    "halley.message.save-batch, 1, 10000",
    "halley.message.save-queue, 1, 10000000",
    "halley.message.sweep-seconds, 1, 86400",
    "halley.message.sweep-slice, 1, 10000",
    "halley.message.read-threads, 1, 256",
    "halley.message.read-queue, 1, 10000000",
  })
  void number_isReadWithinItsBounds_andRefusedBeyond(String property, long least, long most) {
    read(Map.of(property, String.valueOf(least)));
    read(Map.of(property, " " + most + " "));
    for (String value :
        new String[] {String.valueOf(least - 1), String.valueOf(most + 1), "x", "1.5"}) {
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> read(Map.of(property, value)))
          .withMessageContaining(property + " is " + value)
          .withMessageContaining("from " + least + " to " + most)
          .withMessageContaining("the default is " + Settings.defaults().get(property));
    }
  }

  @Test
  void everyNumber_isAmongTheTestedOnes() throws Exception {
    String[] rows =
        SettingsTest.class
            .getDeclaredMethod(
                "number_isReadWithinItsBounds_andRefusedBeyond",
                String.class,
                long.class,
                long.class)
            .getAnnotation(CsvSource.class)
            .value();
    assertThat(Stream.of(rows).map(row -> row.substring(0, row.indexOf(','))))
        .containsExactlyInAnyOrderElementsOf(
            Settings.defaults().entrySet().stream()
                .filter(entry -> entry.getValue().matches("\\d+"))
                .map(Map.Entry::getKey)
                .toList());
  }

  static Stream<String> properties() {
    return new TreeSet<>(Settings.defaults().keySet()).stream();
  }

  @ParameterizedTest
  @MethodSource("properties")
  void default_isWithinItsOwnBounds(String property) {
    String byDefault = Settings.defaults().getOrDefault(property, "");
    assumeThat(byDefault.isEmpty() && SECRET.matcher(property).matches()).isFalse();
    assertThat(read(Map.of(property, byDefault))).isEqualTo(read(Map.of()));
  }

  @Test
  void allMistakes_areReportedTogether() {
    Map<String, String> wrong =
        Map.of(
            "halley.web.public-port", "0",
            "halley.comet.buckets", "3",
            "halley.comet.auth", "yes",
            "halley.message.store", "oracle",
            "halley.redis.uri", "http://user:hush@host",
            "halley.web.admin-address", "0.0.0.0");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(wrong))
        .satisfies(
            e -> {
              assertThat(String.valueOf(e.getMessage()).lines()).hasSize(6);
              assertThat(e)
                  .hasMessageContaining("halley.web.public-port is 0")
                  .hasMessageContaining("halley.comet.buckets is 3, but must be a power of two")
                  .hasMessageContaining("halley.comet.auth is yes, but must be true or false")
                  .hasMessageContaining("must be one of h2, sql, redis; the default is h2")
                  .hasMessageContaining("halley.redis.uri must have a form of")
                  .hasMessageContaining("halley.web.admin-key is not set");
              assertThat(String.valueOf(e.getMessage())).doesNotContain("hush");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"clé", "ключ", "two words", "a\tb", "\u007f"})
  void adminKey_thatClientsCannotSendAlike_isAMistake(String key) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.web.admin-key", key)))
        .withMessageContaining("halley.web.admin-key has a character that is not visible ASCII")
        .satisfies(e -> assertThat(e).hasMessageNotContaining(key));
  }

  @Test
  void slowConsumer_isAChoiceOfTwo() {
    assertThat(read(Map.of("halley.comet.slow-consumer", "Drop-Oldest")).comet().slowConsumer())
        .isEqualTo(SlowConsumer.DROP_OLDEST);
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.comet.slow-consumer", "drop_oldest")))
        .withMessageContaining("must be one of disconnect, drop-oldest; the default is disconnect");
  }

  @Test
  void rpcAddress_thatOthersReach_needsASecretInACluster() {
    Map<String, String> alone = Map.of("halley.rpc.address", "192.0.2.1");
    assertThat(read(alone).cluster().rpcAddress()).isEqualTo("192.0.2.1");
    Map<String, String> cluster = new HashMap<>(alone);
    cluster.put("halley.zookeeper.connect", "z:2181");
    cluster.put("halley.message.store", "redis");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(cluster))
        .withMessageContaining("halley.rpc.address is 192.0.2.1")
        .withMessageContaining("halley.rpc.secret is not set");
    cluster.put("halley.rpc.secret", "hush");
    assertThat(read(cluster).toString()).doesNotContain("hush");
  }

  @Test
  void roles_areAnyOfThem_inACluster() {
    Map<String, String> values = new HashMap<>();
    values.put("halley.zookeeper.connect", "z:2181");
    values.put("halley.roles", " web, COMET,");
    assertThat(read(values).roles()).containsExactly(Role.COMET, Role.WEB);
    assertThat(read(values).hasAllRoles()).isFalse();
  }

  @Test
  void roles_thatAreNotAll_needZooKeeper() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.roles", "web,message")))
        .withMessageContaining("halley.roles is web,message, which needs --zookeeper")
        .withMessageContaining("for its other roles must be found somewhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "webb", "web,,comets"})
  void roles_thatNobodyKnows_orNone_areRefused(String roles) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.roles", roles)))
        .withMessageContaining("halley.roles is " + roles)
        .withMessageContaining("must be one or more of comet,web,message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"halley", "/", "/a/", "//a"})
  void pathInZooKeeper_isAbsolute_andHasNoSlashAtItsEnd(String path) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.zookeeper.view-root", path)))
        .withMessageContaining("halley.zookeeper.view-root is " + path);
  }

  @Test
  void adminAddress_thatOthersReach_needsAKey() {
    Map<String, String> open =
        Map.of("halley.web.admin-address", "192.0.2.1", "halley.web.admin-key", "k");
    assertThat(read(open).web().adminAddress()).isEqualTo("192.0.2.1");
    for (String loopback : new String[] {"localhost", "127.0.0.2", "::1"}) {
      read(Map.of("halley.web.admin-address", loopback));
    }
  }

  @Test
  void lists_areSplitAtCommas_andStripped() {
    Settings settings = read(Map.of("halley.comet.advertised-tcp", " a:1, b:2 ,,"));
    assertThat(settings.comet().advertisedTcp()).containsExactly("a:1", "b:2");
  }

  @Test
  void toString_masksSecrets() {
    Settings settings =
        read(
            Map.of(
                "halley.web.admin-key", "hush",
                "halley.redis.uri", "redis://user:hush@localhost:6379/1"));
    assertThat(settings.toString()).doesNotContain("hush").contains("adminKey=***");
    assertThat(settings.message().redis().get(0).address().password()).contains("hush");
  }

  @Test
  void listenersOnOnePort_areRefused() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.web.admin-port", "8090")))
        .withMessageContaining("must be three different ports");
  }

  static Stream<String> secrets() {
    return properties()
        .filter(property -> SECRET.matcher(property).matches())
        .filter(property -> !property.equals("halley.sql.sources"));
  }

  /** Read as its default, it would open a door, or lead to a server that nobody meant. */
  @ParameterizedTest
  @MethodSource("secrets")
  void secret_thatIsSetToNothing_isRefused(String property) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of(property, " ")))
        .withMessageContaining(property + " is set, but to nothing");
  }

  @ParameterizedTest
  @MethodSource("properties")
  void expression_thatResolvesToNothing_isRefused_withoutTheValue(String property) {
    SettingsSource source =
        new SettingsSource() {
          @Override
          public Optional<String> value(String name) {
            return name.equals(property) ? Optional.of("p@ss ") : Optional.empty();
          }

          @Override
          public boolean isUnresolved(String name) {
            return name.equals(property);
          }
        };
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.read(source))
        .withMessageContaining(property + " has a ${...} that resolves to nothing")
        .withMessageNotContaining("p@ss");
  }

  @Test
  void nameThatIsMisspelt_isReportedWithEveryOtherMistake() {
    SettingsSource source =
        new SettingsSource() {
          @Override
          public Optional<String> value(String name) {
            return name.equals("halley.message.cap") ? Optional.of("0") : Optional.empty();
          }

          @Override
          public Iterable<String> names() {
            return List.of("java.home", "halley.massage.cap", "halley.web.stat-port");
          }
        };
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.read(source))
        .satisfies(
            e ->
                assertThat(String.valueOf(e.getMessage()).lines())
                    .containsExactly(
                        "There is no setting halley.massage.cap; did you mean halley.message.cap?",
                        "halley.message.cap is 0, but must be a whole number from 1 to 10000; the"
                            + " default is 20."));
  }

  private static Settings read(Map<String, String> values) {
    return Settings.read(property -> Optional.ofNullable(values.get(property)));
  }
}
