/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system.conformance;

import io.halley.system.http.Answer;
import io.halley.system.http.HttpListener;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscriber;
import io.halley.testkit.subscriber.TcpSubscriber;
import io.halley.testkit.subscriber.WebSocketSubscriber;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Plays one exchange against a server and notes what it answers. For one exchange and thread. */
public final class Player implements AutoCloseable {
  private static final int DEFAULT_RECEIVE_MILLIS = 400;
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Target target;
  private final Map<String, Subscriber> clients = new HashMap<>();
  private final JsonArray expected;
  private final List<JsonObject> answers = new ArrayList<>();

  private Player(Target target, JsonArray expected) {
    this.target = target;
    this.expected = expected;
  }

  /** Plays an exchange; returns the answers in the form that {@link #comparable} compares. */
  public static JsonArray play(Exchange exchange, Target target) {
    try (Player player = new Player(target, exchange.expected())) {
      exchange.steps().forEach(player::step);
      return comparable(Json.createArrayBuilder(player.answers).build());
    }
  }

  /** Answers, recorded or played, in the form that is compared. */
  public static JsonArray comparable(JsonArray answers) {
    return Normal.value(answers);
  }

  @Override
  public void close() {
    clients.values().forEach(Subscriber::close);
  }

  private void step(JsonObject step) {
    if (step.containsKey("http")) {
      answers.add(request(step));
    } else if (step.containsKey("recv")) {
      Duration within = Duration.ofMillis(step.getInt("ms", DEFAULT_RECEIVE_MILLIS));
      answers.add(received(client(step.getString("recv")), within));
    } else if (step.containsKey("sleep")) {
      pause(step.getInt("sleep"));
    } else if (step.containsKey("close")) {
      client(step.getString("close")).close();
    } else if (step.containsKey("tcp")) {
      tcp(step);
    } else {
      webSocket(step);
    }
  }

  private JsonObject request(JsonObject step) {
    HttpListener listener =
        step.getString("http").equals("admin") ? target.adminListener() : target.publicListener();
    String path = step.getString("path");
    Answer answer =
        step.getString("method").equals("GET")
            ? listener.get(path)
            : listener.post(path, step.getString("body", ""));
    if (answer.status() >= 400) {
      return Json.createObjectBuilder().add("status", answer.status()).build();
    }
    return Json.createObjectBuilder()
        .add("status", answer.status())
        .add("type", answer.type().replace(" ", "").toLowerCase(Locale.ROOT))
        .add("body", Normal.text(answer.body(), target))
        .build();
  }

  private void tcp(JsonObject step) {
    TcpSubscriber client =
        (TcpSubscriber)
            clients.computeIfAbsent(
                step.getString("tcp"), name -> TcpSubscriber.connect(target.tcp()));
    client.sendBytes(step.getString("send").getBytes(StandardCharsets.ISO_8859_1));
  }

  private void webSocket(JsonObject step) {
    String name = step.getString("ws");
    if (!clients.containsKey(name)) {
      WebSocketSubscriber client =
          WebSocketSubscriber.connect(target.webSocket(), target.webSocketPath());
      clients.put(name, client);
      int status = client.handshake(step.getString("query"), "Origin: http://localhost\r\n");
      answers.add(Json.createObjectBuilder().add("handshake", status).build());
    }
    if (step.containsKey("send")) {
      client(name).send(step.getString("send"));
    }
  }

  /**
   * Collects what comes in the recorded time, and longer while less has come than was recorded: a
   * busy machine may be late, but nothing may come that was not recorded.
   */
  private JsonObject received(Subscriber client, Duration within) {
    JsonObject recorded = expected.getJsonObject(answers.size());
    List<Frame> frames = new ArrayList<>();
    long begin = System.nanoTime();
    long end = begin + within.toNanos();
    JsonObject received = noted(client, frames);
    while (System.nanoTime() < end || !received.equals(recorded)) {
      if (client.isEnded() || System.nanoTime() - begin > Subscriber.PATIENCE.toNanos()) {
        break;
      }
      client.poll(LOOK).ifPresent(frames::add);
      received = noted(client, frames);
    }
    return received;
  }

  private JsonObject noted(Subscriber client, List<Frame> frames) {
    return client instanceof WebSocketSubscriber webSocket
        ? Json.createObjectBuilder()
            .add("frames", texts(frames))
            .add("closed", webSocket.isEnded() || webSocket.isClosing())
            .build()
        : Json.createObjectBuilder()
            .add("data", String.join("", frames.stream().map(this::tcpForm).toList()))
            .add("closed", client.isEnded())
            .build();
  }

  private JsonArrayBuilder texts(List<Frame> frames) {
    JsonArrayBuilder texts = Json.createArrayBuilder();
    for (Frame frame : frames) {
      texts.add(
          frame.kind() == Frame.Kind.REPLY
              ? frame.text() + "\r\n"
              : Normal.text(frame.text(), target));
    }
    return texts;
  }

  /** The bytes that the frame came as, which the client has checked, without the length. */
  private String tcpForm(Frame frame) {
    return frame.kind() == Frame.Kind.REPLY
        ? frame.text() + "\r\n"
        : "$<len>\r\n" + Normal.text(frame.text(), target) + "\r\n";
  }

  private Subscriber client(String name) {
    return Objects.requireNonNull(clients.get(name), name);
  }

  /** A pause of the recorded client: part of what it did. */
  private static void pause(int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
