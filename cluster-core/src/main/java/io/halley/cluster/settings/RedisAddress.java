/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Redis server is, or several that are one.
 *
 * @param kind how it is reached
 * @param tls whether connections are encrypted
 * @param hosts the server, the sentinels, or some nodes of the cluster; empty for a socket
 * @param place the sentinels' name of the master, or the path of a socket; else empty
 * @param user the ACL user; empty: the server's default one
 * @param password its password; empty: none is asked for
 * @param database its number; a cluster has only 0
 */
public record RedisAddress(
    Kind kind,
    boolean tls,
    List<Host> hosts,
    String place,
    Optional<String> user,
    Optional<String> password,
    int database) {
  /** Forms of an address, for messages to an operator. */
  public static final String FORMS =
      "redis://[user:password@]host[:port][/database],"
          + " redis-sentinel://[user:password@]host[:port],host[:port][/database]#master,"
          + " redis-cluster://[user:password@]host[:port],host[:port]"
          + " (rediss instead of redis for TLS)";

  private static final Pattern FORM =
      Pattern.compile(
          "(redis|rediss)(-sentinel|-cluster)?://"
              + "(?:((?:[^:@/#%]|%[0-9a-fA-F]{2})*):((?:[^@/#%]|%[0-9a-fA-F]{2})*)@)?([^@/#]+)"
              + "(?:/(\\d{1,4})?)?(?:#([^#]+))?");
  private static final Pattern HOST =
      Pattern.compile("([^:\\[\\]\\s]+|\\[[^\\]]+])(?::(\\d{1,5}))?");

  /** How a server is found. */
  public enum Kind {
    /** One server, always the same. */
    SERVER(6379),
    /** Whatever server the sentinels call master. */
    SENTINEL(26379),
    /** The cluster's nodes, each for some of the keys. */
    CLUSTER(6379);

    private final int port;

    Kind(int port) {
      this.port = port;
    }
  }

  /**
   * One server.
   *
   * @param name its name or address, without brackets
   */
  public record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  public RedisAddress {
    hosts = List.copyOf(hosts);
  }

  /** Empty where the text has none of the {@linkplain #FORMS forms}. */
  public static Optional<RedisAddress> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Kind kind =
        form.group(2) == null
            ? Kind.SERVER
            : form.group(2).equals("-sentinel") ? Kind.SENTINEL : Kind.CLUSTER;
    List<Optional<Host>> hosts =
        Arrays.stream(form.group(5).split(",", -1)).map(host -> host(host, kind)).toList();
    boolean wrongForItsKind =
        (kind == Kind.SENTINEL) != (form.group(7) != null)
            || (kind == Kind.CLUSTER && form.group(6) != null && !form.group(6).equals("0"))
            || (kind == Kind.SERVER && hosts.size() > 1);
    if (wrongForItsKind || hosts.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new RedisAddress(
            kind,
            form.group(1).equals("rediss"),
            hosts.stream().flatMap(Optional::stream).toList(),
            form.group(7) == null ? "" : form.group(7),
            credential(form.group(3)),
            credential(form.group(4)),
            form.group(6) == null ? 0 : Integer.parseInt(form.group(6))));
  }

  private static Optional<Host> host(String text, Kind kind) {
    Matcher host = HOST.matcher(text);
    if (!host.matches()) {
      return Optional.empty();
    }
    int port = host.group(2) == null ? kind.port : Integer.parseInt(host.group(2));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(new Host(host.group(1).replaceAll("[\\[\\]]", ""), port));
  }

  /** Percent signs stand before what a URI cannot hold; a plus sign is itself. */
  private static Optional<String> credential(String text) {
    return text == null || text.isEmpty()
        ? Optional.empty()
        : Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  /** Never shows the user or the password. */
  @Override
  public String toString() {
    String what = hosts.stream().map(Host::toString).reduce((a, b) -> a + "," + b).orElse("");
    return switch (kind) {
      case SERVER -> "the Redis server " + what;
      case SENTINEL -> "the Redis master " + place + " of the sentinels " + what;
      case CLUSTER -> "the Redis cluster at " + what;
    };
  }
}
