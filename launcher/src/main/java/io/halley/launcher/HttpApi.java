/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The HTTP API of a web node, as its clients use it. */
final class HttpApi {
  private final List<Port> ports;
  private final Settings settings;

  /**
   * @param ports as {@link Port#of} gives them
   */
  HttpApi(List<Port> ports, Settings settings) {
    this.ports = ports;
    this.settings = settings;
  }

  /** The answer of the public listener, its head as well. */
  String get(String path) throws IOException {
    return ask(Option.PUBLIC_PORT, "GET " + path, "", "");
  }

  /**
   * Posts to the admin listener.
   *
   * @return the answer, its head as well
   * @throws IOException if it is not {@code ret} 0
   */
  String post(String path, String body) throws IOException {
    String key =
        settings.web().adminKey().map(text -> "Authorization: Bearer " + text + "\r\n").orElse("");
    String headers =
        key
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n";
    String answer = ask(Option.ADMIN_PORT, "POST " + path, headers, body);
    if (!answer.contains("\"ret\":0")) {
      throw new IOException(
          "POST " + path.replaceFirst("\\?.*", "") + " answered " + firstLine(answer));
    }
    return answer;
  }

  private String ask(Option option, String line, String headers, String body) throws IOException {
    Port port = Port.find(ports, option).orElseThrow();
    try (Exchange http = new Exchange(port)) {
      http.send(
          line
              + " HTTP/1.1\r\nHost: "
              + port.hostPort()
              + "\r\nConnection: close\r\n"
              + headers
              + "\r\n"
              + body);
      return http.readUntil("\"ret\":0}");
    }
  }

  private static String firstLine(String answer) {
    return answer.lines().findFirst().orElse("nothing");
  }
}
