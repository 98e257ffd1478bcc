/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sentence of DELIVERY.md has a test, and the tests that it names are there. */
class DeliveryPromiseTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT|Contract))\\.(\\w+)`");
  private static final Pattern PROMISE = Pattern.compile("(?m)^\\| (?!promise \\||---)(.*) \\|$");

  private final String promises = read(ROOT.resolve("DELIVERY.md"));
  private final Map<String, String> tests = tests();

  @Test
  void everyPromise_namesATest() {
    assertThat(PROMISE.matcher(promises).results().map(MatchResult::group))
        .hasSizeGreaterThan(15)
        .allMatch(promise -> NAMED.matcher(promise).find());
  }

  @Test
  void everyTestNamed_isThere() {
    assertThat(NAMED.matcher(promises).results())
        .allSatisfy(
            named ->
                assertThat(tests.get(named.group(1)))
                    .as(named.group())
                    .isNotNull()
                    .contains("void " + named.group(2) + "("));
  }

  /** The source of every test, by the name of its class; contracts are in a module's main part. */
  private static Map<String, String> tests() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(DeliveryPromiseTest::files)
          .filter(file -> file.toString().matches(".*(Test|IT|Contract)\\.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  DeliveryPromiseTest::read,
                  String::concat));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
