/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads where the stores are: one of each kind, or several over which the ring spreads the keys.
 */
final class StoreSources {
  /** How many databases there may be: each is a data source of the container's, which are fixed. */
  static final int MOST_DATABASES = 8;

  private static final String REDIS_URI = "redis://127.0.0.1:6379";
  private static final String SERVER_DRIVER = "org.mariadb.jdbc.MariaDbDataSource";

  private StoreSources() {}

  static List<StoreSource<RedisAddress>> redis(SettingsReader reader) {
    String property = "halley.redis.uri";
    Optional<RedisAddress> one = RedisAddress.parse(reader.address(property, REDIS_URI));
    if (one.isEmpty()) {
      // the text may hold a password
      reader.mistake(
          property
              + " must have a form of "
              + RedisAddress.FORMS
              + "; the default is "
              + REDIS_URI
              + ".");
    }
    String several = reader.address("halley.redis.sources", "");
    if (several.isEmpty()) {
      RedisAddress address = one.or(() -> RedisAddress.parse(REDIS_URI)).orElseThrow();
      return List.of(new StoreSource<>(StoreSource.ONLY, 1, address));
    }
    List<StoreSource<RedisAddress>> sources = new ArrayList<>();
    String[] items = several.split("\\s+", -1);
    for (int i = 0; i < items.length; i++) {
      String[] parts = items[i].split("=", 2);
      // an item that is not of the form may be a piece of a password, so it is counted and not
      // shown
      String place = "item " + (i + 1) + " of " + items.length;
      RedisAddress.parse(parts[parts.length - 1])
          .flatMap(address -> StoreSource.parse(parts[0], address))
          .ifPresentOrElse(
              sources::add,
              () ->
                  reader.mistake(
                      "halley.redis.sources has another form in its "
                          + place
                          + "; each must be name:weight=address, the weight from 1 to 1000 and the"
                          + " address in a form of "
                          + RedisAddress.FORMS
                          + "; they are separated by spaces."));
    }
    checkNames(reader, "halley.redis.sources", sources);
    return sources;
  }

  /** The container's data sources read the same properties, with the same defaults. */
  static List<StoreSource<SqlAccount>> sql(SettingsReader reader) {
    SqlAccount only =
        new SqlAccount(
            0,
            reader.text("halley.sql.driver", MessageSettings.H2_DRIVER),
            reader.address("halley.sql.url", MessageSettings.H2_URL),
            reader.text("halley.sql.user", "sa"),
            reader.secret("halley.sql.password").orElse(""));
    List<SqlAccount> slots = new ArrayList<>();
    for (int slot = 1; slot <= MOST_DATABASES; slot++) {
      String prefix = "halley.sql.source-" + slot + ".";
      slots.add(
          new SqlAccount(
              slot,
              reader.text(prefix + "driver", SERVER_DRIVER),
              reader.address(prefix + "url", ""),
              reader.optionalText(prefix + "user").orElse(""),
              reader.secret(prefix + "password").orElse("")));
    }
    List<String> names = reader.list("halley.sql.sources");
    if (names.isEmpty()) {
      return List.of(new StoreSource<>(StoreSource.ONLY, 1, only));
    }
    return sql(reader, names, slots);
  }

  private static List<StoreSource<SqlAccount>> sql(
      SettingsReader reader, List<String> names, List<SqlAccount> slots) {
    if (names.size() > MOST_DATABASES) {
      reader.mistake(
          "halley.sql.sources has "
              + names.size()
              + " sources, but there may be "
              + MOST_DATABASES
              + " at the most.");
    }
    List<StoreSource<SqlAccount>> sources = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), slots.size()); i++) {
      String name = names.get(i);
      StoreSource.parse(name, slots.get(i))
          .ifPresentOrElse(
              sources::add,
              () ->
                  reader.mistake(
                      "halley.sql.sources has "
                          + name
                          + ", but each source must be name:weight, the weight from 1 to 1000."));
    }
    checkNames(reader, "halley.sql.sources", sources);
    return sources;
  }

  private static void checkNames(
      SettingsReader reader, String property, List<? extends StoreSource<?>> sources) {
    if (StoreSource.haveOneName(sources)) {
      reader.mistake(property + " names a source twice; each needs a name of its own.");
    }
  }
}
