/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * HTTP as bytes, so that a test sees what a client sees and sends what no client library would. One
 * connection a request; status 0 where none could be made or nothing came.
 */
final class RawHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** An answer; header names are in lower case. */
  record Reply(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private RawHttp() {}

  static Reply get(int port, String target, String... headers) {
    return send(port, head("GET", target, headers) + "\r\n");
  }

  static Reply post(int port, String target, String body, String... headers) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return send(
        port, head("POST", target, headers) + "Content-Length: " + length + "\r\n\r\n" + body);
  }

  static String head(String method, String target, String... headers) {
    StringBuilder head =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.toString();
  }

  /** Sends bytes as they are and reads until the peer closes. */
  static Reply send(int port, String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return parse(socket.getInputStream().readAllBytes());
    } catch (IOException e) {
      return new Reply(0, Map.of(), String.valueOf(e.getMessage()));
    }
  }

  /** Sends a head that asks for leave to go on, and the body when it is given. */
  static Reply sendInTwo(int port, String head, String body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      byte[] leave = socket.getInputStream().readNBytes(CONTINUE.length());
      if (!new String(leave, StandardCharsets.UTF_8).equals(CONTINUE)) {
        return new Reply(0, Map.of(), new String(leave, StandardCharsets.UTF_8));
      }
      socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      return parse(socket.getInputStream().readAllBytes());
    } catch (IOException e) {
      return new Reply(0, Map.of(), String.valueOf(e.getMessage()));
    }
  }

  private static Reply parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, Map.of(), text);
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    return new Reply(
        Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4));
  }
}
