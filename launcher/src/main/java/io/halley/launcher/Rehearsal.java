/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Plays every part of a node's work once: subscribes over TCP and WebSocket, pushes, reads what was
 * stored, deletes it. A node that has done so is ready in earnest, and its first client finds the
 * code warm.
 */
final class Rehearsal {
  private static final String KEY = "halley-rehearsal";
  private static final String SUBSCRIBED = "+h\r\n";

  private final List<Port> ports;
  private final Settings settings;

  /**
   * @param ports as {@link Port#of} gives them
   */
  Rehearsal(List<Port> ports, Settings settings) {
    this.ports = ports;
    this.settings = settings;
  }

  /** Whether the public port answers, which is the last thing that a node's start brings about. */
  boolean answers() {
    try {
      return get("/1/time/get").startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      // not yet
      return false;
    }
  }

  /**
   * Plays it.
   *
   * @throws RefusedException naming the part that failed
   */
  void play() {
    try {
      get("/1/server/get?k=" + KEY + "&p=1");
      try (Exchange tcp = subscribeOverTcp();
          Exchange webSocket = subscribeOverWebSocket()) {
        post("/1/admin/push/private?key=" + KEY + "&expire=60", "{\"ready\":true}");
        if (!settings.comet().auth()) {
          tcp.readUntil("gid");
          webSocket.readUntil("gid");
        }
      }
      get("/1/msg/get?k=" + KEY + "&m=0");
      post("/1/admin/msg/del", "key=" + KEY);
    } catch (IOException e) {
      throw new RefusedException("the node started, but does not answer (" + e.getMessage() + ").");
    }
  }

  private Exchange subscribeOverTcp() throws IOException {
    String heartbeat = heartbeat();
    Exchange tcp = new Exchange(port(Option.TCP_PORT));
    tcp.send("*4\r\n$3\r\nsub\r\n" + argument(KEY) + argument(heartbeat) + "$0\r\n\r\n");
    expect("TCP", tcp.readUntil("\r\n"));
    return tcp;
  }

  private Exchange subscribeOverWebSocket() throws IOException {
    Port port = port(Option.WS_PORT);
    Exchange webSocket = new Exchange(port);
    webSocket.send(
        "GET /sub?key="
            + KEY
            + "&heartbeat="
            + heartbeat()
            + " HTTP/1.1\r\nHost: "
            + port.hostPort()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    webSocket.readUntil("\r\n\r\n");
    expect("WebSocket", webSocket.readUntil("\r\n"));
    return webSocket;
  }

  /** With tokens asked for, to be turned away is the right answer. */
  private void expect(String edge, String answer) throws IOException {
    if (!answer.endsWith(SUBSCRIBED) && !settings.comet().auth()) {
      throw new IOException(edge + " answered a subscriber with \"" + answer.strip() + "\"");
    }
  }

  private String heartbeat() {
    return String.valueOf(settings.comet().heartbeatMin().toSeconds());
  }

  private static String argument(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private String get(String path) throws IOException {
    return ask(port(Option.PUBLIC_PORT), "GET " + path, "", "");
  }

  private void post(String path, String body) throws IOException {
    String key =
        settings.web().adminKey().map(text -> "Authorization: Bearer " + text + "\r\n").orElse("");
    String headers =
        key
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n";
    String answer = ask(port(Option.ADMIN_PORT), "POST " + path, headers, body);
    if (!answer.contains("\"ret\":0")) {
      throw new IOException(
          "POST " + path.replaceFirst("\\?.*", "") + " answered " + firstLine(answer));
    }
  }

  private static String ask(Port port, String line, String headers, String body)
      throws IOException {
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

  private Port port(Option option) {
    return ports.stream()
        .filter(port -> port.option().equals(option.text()))
        .findFirst()
        .orElseThrow();
  }
}
