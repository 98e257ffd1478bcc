/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.SettingNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** The examples in server-config are what a node starts with. */
class ServerConfigTest {
  private static final Path FOLDER = Path.of("../server-config");
  private static final Map<String, String> SECRETS =
      Map.of("HALLEY_RPC_SECRET", "a", "HALLEY_WEB_ADMIN_KEY", "b", "HALLEY_SQL_PASSWORD", "c");

  @ParameterizedTest
  @EnumSource(Role.class)
  void exampleOfARole_isANodeOfThatRole(Role role) {
    Path file =
        FOLDER.resolve("roles/halley-" + role.name().toLowerCase(Locale.ROOT) + ".properties");
    Map<String, String> settings = SettingsFile.read(Optional.of(file), new Layout(FOLDER));

    Node node = Node.check(CommandLine.parse(List.of("run")), settings, SECRETS);

    assertThat(node.settings().roles()).containsExactly(role);
  }

  @Test
  void composeFile_hasThreeNodesThatAreEverything() throws IOException {
    Map<?, ?> services = services();
    for (String name : List.of("node1", "node2", "node3")) {
      Map<?, ?> service = below(services, name);
      Map<String, String> environment = new HashMap<>();
      below(service, "environment")
          .forEach((key, value) -> environment.put((String) key, interpolated((String) value)));
      assertThat(environment.keySet()).isSubsetOf(settingsInTheEnvironment());
      Node node = Node.check(CommandLine.parse(List.of("run")), Map.of(), environment);

      assertThat(node.settings().node()).isEqualTo(name);
      assertThat(node.settings().hasAllRoles()).isTrue();
      assertThat(node.settings().comet().advertisedRpc()).containsExactly(name + ":6970");
      assertThat(node.settings().message().advertisedRpc()).containsExactly(name + ":8070");
      assertThat(services.keySet().containsAll(below(service, "depends_on").keySet())).isTrue();
    }
  }

  @Test
  void composeFile_bindsNoPortTwice() throws IOException {
    List<String> ports =
        services().values().stream()
            .map(service -> ((Map<?, ?>) service).get("ports"))
            .flatMap(list -> list == null ? Stream.empty() : ((List<?>) list).stream())
            .map(port -> ((String) port).replaceFirst(":\\d+$", "").replaceFirst("^.*:", ""))
            .toList();
    assertThat(ports).hasSize(12).doesNotHaveDuplicates();
  }

  /** As Compose does it before the node's process begins, with secrets in its own environment. */
  private static String interpolated(String value) {
    return value
        .replaceAll("\\$\\{[A-Z_]+:[?][^}]*}", "secret")
        .replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1");
  }

  private static Set<String> settingsInTheEnvironment() {
    return new SettingNames()
        .known().stream().map(Node::environmentName).collect(Collectors.toSet());
  }

  private static Map<?, ?> services() throws IOException {
    try (Reader file = Files.newBufferedReader(FOLDER.resolve("compose/compose.yaml"))) {
      return below(new Yaml().load(file), "services");
    }
  }

  private static Map<?, ?> below(Map<?, ?> map, String name) {
    return (Map<?, ?>) Optional.ofNullable(map.get(name)).orElseThrow();
  }
}
