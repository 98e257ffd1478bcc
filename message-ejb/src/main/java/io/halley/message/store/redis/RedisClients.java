/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.settings.RedisAddress;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

/** Makes the client for each kind of address. */
final class RedisClients {
  static final int CONNECT_MILLIS = 1_000;
  static final int ANSWER_MILLIS = 3_000;

  private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(10);

  private RedisClients() {}

  /**
   * Connects when the first command is given, but to sentinels and clusters at once.
   *
   * @param connections to one server at the most
   */
  static UnifiedJedis open(RedisAddress address, int connections) {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(Duration.ofMillis(ANSWER_MILLIS));
    // a server that started anew must not fail one call for each connection from before
    pool.setTestOnBorrow(true);
    JedisClientConfig config = config(address);
    return switch (address.kind()) {
      case SERVER ->
          RedisClient.builder()
              .hostAndPort(hosts(address).iterator().next())
              .clientConfig(config)
              .poolConfig(pool)
              .build();
      case SENTINEL ->
          RedisSentinelClient.builder()
              .masterName(address.place())
              .sentinels(hosts(address))
              .clientConfig(config)
              .sentinelClientConfig(ofSentinels(address))
              .poolConfig(pool)
              .build();
      case CLUSTER ->
          RedisClusterClient.builder()
              .nodes(hosts(address))
              .clientConfig(config)
              .poolConfig(pool)
              .maxTotalRetriesDuration(Duration.ofMillis(ANSWER_MILLIS))
              .topologyRefreshPeriod(TOPOLOGY_REFRESH)
              .build();
    };
  }

  private static JedisClientConfig config(RedisAddress address) {
    return common(address)
        .user(address.user().orElse(null))
        .password(address.password().orElse(null))
        .database(address.database())
        .build();
  }

  /** The user and the password are the servers': sentinels have their own, or none. */
  private static JedisClientConfig ofSentinels(RedisAddress address) {
    return common(address).build();
  }

  private static DefaultJedisClientConfig.Builder common(RedisAddress address) {
    return DefaultJedisClientConfig.builder()
        .connectionTimeoutMillis(CONNECT_MILLIS)
        .socketTimeoutMillis(ANSWER_MILLIS)
        .sslOptions(address.tls() ? SslOptions.defaults() : null);
  }

  private static Set<HostAndPort> hosts(RedisAddress address) {
    return address.hosts().stream()
        .map(host -> new HostAndPort(host.name(), host.port()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
