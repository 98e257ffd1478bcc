/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FleetTest {
  /** Ends with its standard input, or when it is told to; its id is on its line. */
  private static final String SERVE = "echo ready: $$; read line; exit 0";

  @SuppressWarnings("NullAway.Init") // JUnit's
  @TempDir
  private Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private Fleet fleet = new Fleet(List.of(), said::add);

  @AfterEach
  void stop() {
    fleet.close();
    assertThat(ids()).noneMatch(FleetTest::isAlive);
  }

  @Test
  void start_startsAStageWhenTheOneBeforeIsReady() throws Exception {
    fleet = fleet(stage(program("a", SERVE), program("b", SERVE)), stage(program("c", SERVE)));

    fleet.start();

    assertThat(said).hasSize(3);
    assertThat(said.get(0)).startsWith("a is ready: ");
    assertThat(said.get(1)).startsWith("b is ready: ");
    assertThat(said.get(2)).startsWith("c is ready: ");
    assertThat(ids()).hasSize(3).allMatch(FleetTest::isAlive);
  }

  @Test
  void close_stopsTheLastStageFirst() throws Exception {
    Path ends = folder.resolve("ends");
    fleet =
        fleet(
            stage(program("a", noting("a", ends))),
            stage(program("b", noting("b", ends))),
            stage(program("c", noting("c", ends))));
    fleet.start();

    fleet.close();

    assertThat(Files.readAllLines(ends)).containsExactly("c", "b", "a");
    assertThat(said).hasSize(3);
  }

  @Test
  void close_killsWhatDoesNotEndInTime() throws Exception {
    fleet = fleet(stage(program("deaf", "trap '' TERM; echo ready: $$; exec sleep 300")));
    fleet.start();

    fleet.close();

    assertThat(ids()).hasSize(1).noneMatch(FleetTest::isAlive);
  }

  @Test
  void start_ofAProgramThatEndsBeforeItIsReady_tellsItsLastWords() {
    fleet = fleet(stage(program("a", SERVE)), stage(program("b", "echo port 1 is taken.; exit 1")));

    assertThatThrownBy(() -> fleet.start())
        .isInstanceOf(FleetException.class)
        .hasMessage("b did not start: port 1 is taken.");
  }

  @Test
  void start_ofAProgramThatSaysNothing_namesTheFileThatHasItsOutput() {
    fleet = fleet(stage(program("b", "exit 1")));

    assertThatThrownBy(() -> fleet.start())
        .isInstanceOf(FleetException.class)
        .hasMessage("b did not start; see " + folder.resolve("b.log") + ".");
  }

  @Test
  void start_ofAProgramThatIsNeverReady_ends() {
    Program slow =
        new Program(
            "slow",
            shell("read line"),
            Map.of(),
            folder.resolve("slow.log"),
            Duration.ofMillis(200),
            Duration.ofSeconds(1));
    fleet = fleet(new Stage(List.of(slow), 1));

    assertThatThrownBy(() -> fleet.start())
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("slow was not ready within");
  }

  @Test
  void processThatEndsByItself_isReported() throws Exception {
    fleet = fleet(stage(program("a", SERVE), program("b", SERVE)));
    fleet.start();

    ProcessHandle.of(ids().get(0)).orElseThrow().destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> said.contains("a has ended by itself, with exit code 137."));
  }

  @Test
  void process_isDeafToTheTerminal() throws Exception {
    fleet = fleet(stage(program("a", "kill -INT $$; kill -HUP $$; " + SERVE)));

    fleet.start();

    assertThat(said).hasSize(1);
  }

  @Test
  void program_findsItsEnvironment_andKeepsItFromItsText() throws Exception {
    Program program =
        new Program(
            "a",
            shell("echo \"ready: $$ $WORD\"; read line"),
            Map.of("WORD", "hush"),
            folder.resolve("a.log"),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2));
    fleet = fleet(new Stage(List.of(program), 1));

    fleet.start();

    assertThat(said.get(0)).endsWith(" hush");
    assertThat(program.toString()).doesNotContain("hush");
    assertThat(Files.readString(program.output())).startsWith("ready: ");
  }

  private Fleet fleet(Stage... stages) {
    return new Fleet(List.of(stages), said::add);
  }

  private static Stage stage(Program... programs) {
    return new Stage(List.of(programs), 2);
  }

  private Program program(String name, String script) {
    return new Program(
        name,
        shell(script),
        Map.of(),
        folder.resolve(name + ".log"),
        Duration.ofSeconds(20),
        Duration.ofSeconds(2));
  }

  private static List<String> shell(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  private static String noting(String name, Path file) {
    return "trap 'echo " + name + " >> " + file + "' EXIT; trap 'exit 0' TERM; " + SERVE;
  }

  private List<Long> ids() {
    return said.stream()
        .filter(line -> line.contains(" is ready: "))
        .map(line -> line.replaceFirst(".* is ready: ", "").replaceFirst(" .*", ""))
        .map(Long::valueOf)
        .toList();
  }

  private static boolean isAlive(long id) {
    Optional<ProcessHandle> process = ProcessHandle.of(id);
    return process.isPresent() && process.get().isAlive();
  }
}
