/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import io.halley.cluster.settings.Role;
import io.halley.cluster.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays every part of a node's work once: subscribes over TCP and WebSocket, pushes, reads what was
 * stored, deletes it. A node that has done so is ready in earnest, and its first client finds the
 * code warm. Of a node in a cluster only its own part is played: subscribing, if it is a comet
 * node; telling the time, if it is a web node.
 */
final class Rehearsal {
  private static final String KEY = "halley-rehearsal";
  private static final String SUBSCRIBED = "+h\r\n";
  private static final String ELSEWHERE = "-n\r\n";

  private final List<Port> ports;
  private final Settings settings;
  private final HttpApi api;

  /**
   * @param ports as {@link Port#of} gives them
   */
  Rehearsal(List<Port> ports, Settings settings) {
    this.ports = ports;
    this.settings = settings;
    this.api = new HttpApi(ports, settings);
  }

  /** Whether the public port answers, which is the last thing that a node's start brings about. */
  boolean answers() {
    try {
      return api.get("/1/time/get").startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      // not yet
      return false;
    }
  }

  /**
   * Plays it, again and again if it fails: a node that starts into the traffic of its subscribers
   * and back ends is slow at first.
   *
   * @param within no further attempt begins after that
   * @param screen is told if it takes more than one attempt
   * @throws RefusedException naming the part that failed in the last attempt
   */
  void play(Duration within, Consumer<String> screen) {
    long end = System.nanoTime() + within.toNanos();
    Optional<IOException> failure = playOnce();
    if (failure.isPresent()) {
      screen.accept(
          "the node does not answer yet ("
              + failure.get().getMessage()
              + "); trying for another "
              + within.toSeconds()
              + " seconds");
      failure = Attempts.until(end, this::playOnce, Optional::isEmpty);
    }
    if (failure.isPresent()) {
      throw new RefusedException(
          "the node started, but does not answer (" + failure.get().getMessage() + ").");
    }
  }

  private Optional<IOException> playOnce() {
    try {
      if (inCluster()) {
        playOwnPart();
      } else {
        playAll();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void playAll() throws IOException {
    api.get("/1/server/get?k=" + KEY + "&p=1");
    try (Exchange tcp = subscribeOverTcp();
        Exchange webSocket = subscribeOverWebSocket()) {
      api.post("/1/admin/push/private?key=" + KEY + "&expire=60", "{\"ready\":true}");
      if (!settings.comet().auth()) {
        tcp.readUntil("gid");
        webSocket.readUntil("gid");
      }
    }
    api.get("/1/msg/get?k=" + KEY + "&m=0");
    api.post("/1/admin/msg/del", "key=" + KEY);
  }

  /** What the node does by itself: that others are not there yet is no reason not to start. */
  private void playOwnPart() throws IOException {
    if (settings.roles().contains(Role.WEB) && !answers()) {
      throw new IOException("GET /1/time/get is not answered");
    }
    if (settings.roles().contains(Role.COMET)) {
      subscribeOverTcp().close();
      subscribeOverWebSocket().close();
    }
  }

  private boolean inCluster() {
    return settings.cluster().zookeeper().isPresent();
  }

  private Exchange subscribeOverTcp() throws IOException {
    String command = "*4\r\n$3\r\nsub\r\n" + argument(KEY) + argument(heartbeat()) + "$0\r\n\r\n";
    return subscribed("TCP", port(Option.TCP_PORT), command, "");
  }

  private Exchange subscribeOverWebSocket() throws IOException {
    Port port = port(Option.WS_PORT);
    String request =
        "GET /sub?key="
            + KEY
            + "&heartbeat="
            + heartbeat()
            + " HTTP/1.1\r\nHost: "
            + port.hostPort()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    return subscribed("WebSocket", port, request, "\r\n\r\n");
  }

  /** A connection that says a text, and is then read past a head and to the end of a line. */
  private Exchange subscribed(String edge, Port port, String text, String head) throws IOException {
    Exchange exchange = new Exchange(port);
    try {
      exchange.send(text);
      exchange.readUntil(head);
      expect(edge, exchange.readUntil("\r\n"));
      return exchange;
    } catch (IOException e) {
      exchange.close();
      throw e;
    }
  }

  /**
   * With tokens asked for, to be turned away is the right answer, and in a cluster, to be sent to
   * the node that owns the key.
   */
  private void expect(String edge, String answer) throws IOException {
    boolean sentOn = inCluster() && answer.endsWith(ELSEWHERE);
    if (!answer.endsWith(SUBSCRIBED) && !sentOn && !settings.comet().auth()) {
      throw new IOException(edge + " answered a subscriber with \"" + answer.strip() + "\"");
    }
  }

  private String heartbeat() {
    return String.valueOf(settings.comet().heartbeatMin().toSeconds());
  }

  private static String argument(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private Port port(Option option) {
    return Port.find(ports, option).orElseThrow();
  }
}
