/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of a web node.
 *
 * @param publicPort the port of the listener that answers the public paths only
 * @param adminAddress the address that the admin listener binds
 * @param adminPort the port of the listener that answers the admin paths only
 * @param adminKey what an admin request must carry; empty: no key is asked for
 * @param statPort the port of the listener that answers {@code /stat} only
 * @param bodyMaxBytes the longest body of a request
 * @param headTimeout how long the head of a request may take to arrive
 * @param bodyTimeout how long the body may take after it
 */
public record WebSettings(
    int publicPort,
    String adminAddress,
    int adminPort,
    Optional<String> adminKey,
    int statPort,
    int bodyMaxBytes,
    Duration headTimeout,
    Duration bodyTimeout) {

  static WebSettings read(SettingsReader reader) {
    WebSettings settings =
        new WebSettings(
            reader.integer("halley.web.public-port", 8090, 1, 65_535),
            reader.text("halley.web.admin-address", "127.0.0.1"),
            reader.integer("halley.web.admin-port", 8091, 1, 65_535),
            reader.secret("halley.web.admin-key"),
            reader.integer("halley.web.stat-port", 6972, 1, 65_535),
            reader.integer("halley.web.body-max-bytes", 65_536, 1, 16_777_216),
            Duration.ofSeconds(reader.integer("halley.web.head-seconds", 15, 1, 3_600)),
            Duration.ofSeconds(reader.integer("halley.web.body-seconds", 30, 1, 3_600)));
    if (settings.adminKey.isEmpty() && !SettingsReader.isLoopback(settings.adminAddress)) {
      reader.mistake(
          "halley.web.admin-address is "
              + settings.adminAddress
              + ", which others can reach, but halley.web.admin-key is not set;"
              + " set a key, or bind a loopback address; the default is 127.0.0.1.");
    }
    if (!settings.adminKey.map(WebSettings::isVisibleAscii).orElse(true)) {
      // its value is not told
      reader.mistake(
          "halley.web.admin-key has a character that is not visible ASCII, which HTTP clients send in"
              + " different ways or not at all; use letters, digits and punctuation without spaces.");
    }
    if (settings.publicPort == settings.adminPort
        || settings.publicPort == settings.statPort
        || settings.adminPort == settings.statPort) {
      reader.mistake(
          "halley.web.public-port, admin-port and stat-port are "
              + settings.publicPort
              + ", "
              + settings.adminPort
              + " and "
              + settings.statPort
              + ", but must be three different ports; the defaults are 8090, 8091 and 6972.");
    }
    return settings;
  }

  private static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The ports of the listeners that are Halley's own: public, admin and stat. */
  public Set<Integer> ports() {
    return Set.of(publicPort, adminPort, statPort);
  }

  /** Never prints the admin key. */
  @Override
  public String toString() {
    return "WebSettings[publicPort="
        + publicPort
        + ", adminAddress="
        + adminAddress
        + ", adminPort="
        + adminPort
        + ", adminKey="
        + (adminKey.isPresent() ? "***" : "")
        + ", statPort="
        + statPort
        + ", bodyMaxBytes="
        + bodyMaxBytes
        + ", headTimeout="
        + headTimeout
        + ", bodyTimeout="
        + bodyTimeout
        + "]";
  }
}
