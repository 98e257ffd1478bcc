/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A command line of a node, understood but not yet checked against the settings' bounds.
 *
 * @param mode what to start
 * @param data the directory that keeps everything of the node
 * @param config the file of settings that was asked for, if any
 * @param httpAddress where public HTTP and the application server's own listener are
 * @param httpPort port of the application server's own listener
 * @param consolePort port of Payara Server's admin console
 * @param diesWithParent whether the node ends when its standard input does
 * @param properties settings by name; what stands later on the command line wins
 */
record CommandLine(
    Mode mode,
    Path data,
    Optional<Path> config,
    String httpAddress,
    int httpPort,
    int consolePort,
    boolean diesWithParent,
    Map<String, String> properties) {

  /** The flag of nodes that another process started. */
  static final String DIE_WITH_PARENT = "--die-with-parent";

  private static final Map<String, String> OPTIONS =
      Arrays.stream(Option.values())
          .collect(Collectors.toMap(Option::text, option -> option.property().orElse("")));

  /**
   * Reads {@code run} or {@code server} and the options after it.
   *
   * @throws UsageException for the first thing that is wrong
   */
  static CommandLine parse(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new UsageException("Say what to start: run, server or cluster.");
    }
    Mode mode =
        switch (arguments.get(0)) {
          case "run" -> Mode.RUN;
          case "server" -> Mode.SERVER;
          default ->
              throw new UsageException(
                  "There is no command "
                      + arguments.get(0)
                      + "; there are run, server and cluster.");
        };
    Arguments read =
        Arguments.parse(arguments.subList(1, arguments.size()), OPTIONS, Set.of(DIE_WITH_PARENT));
    for (Option option : Option.values()) {
      if (option.isPort()) {
        port(read, option, 1);
      }
    }
    return new CommandLine(
        mode,
        Path.of(read.options().getOrDefault(Option.DATA.text(), "data"))
            .toAbsolutePath()
            .normalize(),
        Optional.ofNullable(read.options().get(Option.CONFIG.text())).map(Path::of),
        read.options().getOrDefault(Option.HTTP_ADDRESS.text(), "0.0.0.0"),
        port(read, Option.HTTP_PORT, 8080),
        port(read, Option.CONSOLE_PORT, 4848),
        read.flags().contains(DIE_WITH_PARENT),
        read.properties());
  }

  private static int port(Arguments read, Option option, int byDefault) {
    return read.number(option.text(), "a port, a number", byDefault, 1, 65_535);
  }
}
