/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pushes to many keys through a web node, until it is answered that all went well: then the node
 * has found the others, and the keys' nodes have found the store.
 */
final class ClusterRehearsal {
  /** So many that each comet node owns some of them. */
  private static final int KEYS = 64;

  private static final long WITHIN_SECONDS = 60;

  private static final String PATH = "/1/admin/push/mprivate?expire=1";
  private static final String BODY =
      IntStream.range(0, KEYS)
          .mapToObj(number -> "halley-rehearsal-" + number)
          .collect(Collectors.joining(",", "{\"m\":\"{\\\"ready\\\":true}\",\"k\":\"", "\"}"));

  private ClusterRehearsal() {}

  /**
   * Plays it with each web node.
   *
   * @throws RefusedException with a sentence for each that has not reached all others in time
   */
  static void play(List<ClusterNode> webs) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    List<String> sentences =
        webs.stream()
            .filter(web -> !reaches(web, end))
            .map(
                web ->
                    "a push through "
                        + web.name()
                        + " has not reached all nodes within "
                        + WITHIN_SECONDS
                        + " seconds; the reason is in "
                        + web.node().line().data().resolve("log")
                        + ".")
            .toList();
    if (!sentences.isEmpty()) {
      throw new RefusedException(sentences);
    }
  }

  private static boolean reaches(ClusterNode web, long end) {
    HttpApi api = new HttpApi(web.ports(), web.node().settings());
    return Attempts.until(end, () -> pushes(api), reached -> reached);
  }

  private static boolean pushes(HttpApi api) {
    try {
      return !api.post(PATH, BODY).contains("\"fk\"");
    } catch (IOException e) {
      // not yet
      return false;
    }
  }
}
