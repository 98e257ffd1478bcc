/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The tests' own JDK with a hosts file of its own, which stands in for the machine's and for DNS.
 * It is a folder with programs that start those of the JDK: the file is an option of the JVM that
 * {@code ./halley} has no argument for, and what the environment has for it, {@code java -version}
 * would repeat, by which {@code ./halley} knows JDKs apart.
 */
final class HostsJdk {
  private static final String LOOPBACK = "127.0.0.1";

  private HostsJdk() {}

  /**
   * Makes one.
   *
   * @param addresses IP addresses by name, beside those of this machine
   * @return its home
   */
  static Path create(Map<String, String> addresses) {
    Path jdk = Path.of(Objects.requireNonNull(System.getProperty("java.home")));
    Path home = Folders.create("jdk");
    try {
      Path hosts = Files.writeString(home.resolve("hosts"), hosts(addresses));
      Path programs = Files.createDirectory(home.resolve("bin"));
      Path java =
          Files.writeString(
              programs.resolve("java"),
              "#!/bin/sh\nexec '%s' '-Djdk.net.hosts.file=%s' \"$@\"\n"
                  .formatted(jdk.resolve("bin/java"), hosts));
      Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.createSymbolicLink(programs.resolve("javac"), jdk.resolve("bin/javac"));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hosts(Map<String, String> addresses) {
    // this machine's own names first: of several names of an address a JVM takes the first
    Map<String, String> all = new LinkedHashMap<>();
    all.put("localhost", LOOPBACK);
    try {
      all.put(InetAddress.getLocalHost().getHostName(), LOOPBACK);
    } catch (UnknownHostException e) {
      // a machine may have a name that nobody resolves, and its nodes do without it then
    }
    all.putAll(addresses);
    return all.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }
}
