/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line, understood but not yet checked against the settings' bounds.
 *
 * @param mode what to start
 * @param data the directory that keeps everything of the node
 * @param config the file of settings that was asked for, if any
 * @param httpPort port of the application server's own listener
 * @param consolePort port of Payara Server's admin console
 * @param properties settings by name; what stands later on the command line wins
 */
record CommandLine(
    Mode mode,
    Path data,
    Optional<Path> config,
    int httpPort,
    int consolePort,
    Map<String, String> properties) {

  /**
   * Reads {@code run} or {@code server} and the options after it.
   *
   * @throws UsageException for the first thing that is wrong
   */
  static CommandLine parse(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new UsageException("Say what to start: run or server.");
    }
    Mode mode =
        switch (arguments.get(0)) {
          case "run" -> Mode.RUN;
          case "server" -> Mode.SERVER;
          default ->
              throw new UsageException(
                  "There is no command " + arguments.get(0) + "; there are run and server.");
        };
    Map<Option, String> options = new EnumMap<>(Option.class);
    Map<String, String> properties = new LinkedHashMap<>();
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith("-D")) {
        readProperty(argument, properties);
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      Option option =
          Option.of(name)
              .orElseThrow(
                  () ->
                      new UsageException("There is no option " + name + "; see ./halley --help."));
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
        value = arguments.get(++i);
      } else {
        value = "";
      }
      if (value.isBlank()) {
        throw new UsageException("The option " + name + " needs a value; see ./halley --help.");
      }
      if (option.isPort()) {
        port(option, value);
      }
      options.put(option, value);
      option.property().ifPresent(property -> properties.put(property, value));
    }
    return new CommandLine(
        mode,
        Path.of(options.getOrDefault(Option.DATA, "data")).toAbsolutePath().normalize(),
        Optional.ofNullable(options.get(Option.CONFIG)).map(Path::of),
        port(Option.HTTP_PORT, options.getOrDefault(Option.HTTP_PORT, "8080")),
        port(Option.CONSOLE_PORT, options.getOrDefault(Option.CONSOLE_PORT, "4848")),
        Map.copyOf(properties));
  }

  private static void readProperty(String argument, Map<String, String> properties) {
    int equals = argument.indexOf('=');
    if (equals < 3) {
      throw new UsageException(argument + " does not have the form -Dname=value.");
    }
    properties.put(argument.substring(2, equals), argument.substring(equals + 1));
  }

  private static int port(Option option, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // reported below, in the same words as a number out of bounds
    }
    throw new UsageException(
        "The option "
            + option.text()
            + " takes a port, a number from 1 to 65535, but was given "
            + value
            + ".");
  }
}
