/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where messages are kept, one server or several. */
class StoreSourcesTest {
  @Test
  void sources_ofRedis_haveNamesAndWeights() {
    Settings settings =
        read(
            Map.of(
                "halley.redis.sources",
                "node1:1=redis://u:hush@a:1/2 node2:3=rediss-sentinel://b,[::1]:2/1#main"
                    + " node3:1=redis-cluster://:hush%2B+@c:3,d"));
    assertThat(settings.toString()).doesNotContain("hush");
    assertThat(settings.message().redis())
        .containsExactly(
            new StoreSource<>(
                "node1",
                1,
                new RedisAddress(
                    RedisAddress.Kind.SERVER,
                    false,
                    List.of(new RedisAddress.Host("a", 1)),
                    "",
                    Optional.of("u"),
                    Optional.of("hush"),
                    2)),
            new StoreSource<>(
                "node2",
                3,
                new RedisAddress(
                    RedisAddress.Kind.SENTINEL,
                    true,
                    List.of(new RedisAddress.Host("b", 26379), new RedisAddress.Host("::1", 2)),
                    "main",
                    Optional.empty(),
                    Optional.empty(),
                    1)),
            new StoreSource<>(
                "node3",
                1,
                new RedisAddress(
                    RedisAddress.Kind.CLUSTER,
                    false,
                    List.of(new RedisAddress.Host("c", 3), new RedisAddress.Host("d", 6379)),
                    "",
                    Optional.empty(),
                    Optional.of("hush++"),
                    0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://a,b",
        "redis://a#main",
        "redis-sentinel://a",
        "redis-cluster://a/1",
        "redis://a:0",
        "redis://a:70000",
        "redis://",
        "http://a",
        "redis://user@a",
        "redis://user:%zz@a",
        "redis://a/x"
      })
  void addressOfRedis_inAnotherForm_isRefused(String address) {
    for (Map<String, String> values :
        List.of(
            Map.of("halley.redis.uri", address),
            Map.of("halley.redis.sources", "node1:1=" + address))) {
      assertThatExceptionOfType(SettingsException.class)
          .isThrownBy(() -> read(values))
          .withMessageContaining(values.keySet().iterator().next())
          .withMessageContaining("redis-sentinel://");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node1=redis://a",
        "node1:0=redis://a",
        "node1:1001=redis://a",
        "redis://u:hush@a",
        "node1:1=redis://u:more hush=hush@a"
      })
  void sourceOfRedis_withoutNameOrWeight_isRefused_withoutItsPassword(String source) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.redis.sources", source)))
        .withMessageContaining("halley.redis.sources has another form in its item")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("hush"));
  }

  @Test
  void sources_ofOneName_areRefused() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.redis.sources", "a:1=redis://h a:2=redis://i")))
        .withMessageContaining("halley.redis.sources names a source twice");
  }

  @Test
  void sources_ofSql_haveAUrlEach() {
    Map<String, String> values = new HashMap<>();
    values.put("halley.message.store", "sql");
    values.put("halley.sql.sources", "node1:1,node2:2");
    values.put("halley.sql.source-1.url", "jdbc:mariadb://a/halley?socketTimeout=5000");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(values))
        .withMessageContaining("halley.sql.source-2.url is not set");
    values.put("halley.sql.source-2.url", "jdbc:postgresql://b/halley");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(values))
        .withMessageContaining("halley.sql.source-2.driver is org.mariadb.jdbc.MariaDbDataSource");
    values.put("halley.sql.source-2.driver", "org.postgresql.ds.PGSimpleDataSource");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(values))
        .withMessageContaining("halley.sql.source-2.url has no socketTimeout");
    values.put("halley.sql.source-2.url", "jdbc:postgresql://b/halley?socketTimeout=5");
    values.put("halley.sql.source-2.password", "hush");
    Settings settings = read(values);
    assertThat(settings.toString()).doesNotContain("hush");
    assertThat(settings.message().sql())
        .extracting(source -> source.name() + source.weight() + source.address().slot())
        .containsExactly("node111", "node222");
    values.put("halley.sql.sources", "a:1,b:1,c:1,d:1,e:1,f:1,g:1,h:1,i:1");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(values))
        .withMessageContaining("halley.sql.sources has 9 sources, but there may be 8");
    values.put("halley.sql.sources", "a");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(values))
        .withMessageContaining("halley.sql.sources has a, but each source must be name:weight");
  }

  @Test
  void sources_ofSql_areNotForTheEmbeddedDatabase() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(Map.of("halley.sql.sources", "node1:1")))
        .withMessageContaining("halley.sql.sources is set, but halley.message.store is h2");
  }

  @Test
  void embeddedDatabase_isNotForAMessageNodeOfACluster() {
    Map<String, String> values = new HashMap<>();
    values.put("halley.zookeeper.connect", "z:2181");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(values))
        .withMessageContaining("halley.message.store is h2 in files of this node's own");
    values.put("halley.roles", "web,comet");
    read(values);
    values.remove("halley.roles");
    values.put("halley.sql.url", "jdbc:h2:tcp://h/d");
    read(values);
  }

  private static Settings read(Map<String, String> values) {
    return Settings.read(property -> Optional.ofNullable(values.get(property)));
  }
}
