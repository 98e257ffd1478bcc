/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.Answer;
import io.halley.system.http.HttpListener;
import io.halley.system.http.RawHttp;
import io.halley.system.node.Listener;
import io.halley.testkit.subscriber.Frame;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client sends over HTTP, it gets an answer of the protocol, and the others are served.
 * What it sends over TCP and WebSocket is the contract of the edges.
 */
class BadInputIT {
  @RegisterExtension static final SharedNode NODE = SharedNode.micro();

  private static final int PARAMETER_ERROR = 65_534;
  private static final int BODY_MAX = 65_536;
  private static final String PUSH = "/1/admin/push/private?key=bad-1&expire=0";
  private static final Duration SOON = Duration.ofSeconds(10);

  private static HttpListener admin() {
    return NODE.node().http(Listener.ADMIN);
  }

  private static HttpListener clients() {
    return NODE.node().http(Listener.PUBLIC);
  }

  private static void assertParameterError(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.ret()).isEqualTo(PARAMETER_ERROR);
  }

  @Test
  void longestBody_isPushed() {
    String json = "\"" + "x".repeat(BODY_MAX - 2) + "\"";
    assertThat(admin().post(PUSH, json).ret()).isZero();
  }

  @Test
  void bodyOverTheLimit_isAParameterError() {
    String json = "\"" + "x".repeat(BODY_MAX - 1) + "\"";
    assertParameterError(admin().post(PUSH, json));
    assertParameterError(admin().post("/1/admin/push/mprivate?expire=0", json));
    assertParameterError(admin().post("/1/admin/msg/del", "key=" + "x".repeat(BODY_MAX)));
  }

  @Test
  void bodyThatAnnouncesMoreThanTheLimit_isAnsweredBeforeItCame() {
    try (RawHttp client = RawHttp.connect(NODE.node().address(Listener.ADMIN))) {
      client.send(
          "POST " + PUSH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n{");
      assertThat(client.read(SOON)).contains("200 ").contains("{\"ret\":65534}");
    }
  }

  @Test
  void chunkedBodyThatNeverEnds_isAnsweredAtTheLimit() {
    String chunk = "1000\r\n" + "x".repeat(4_096) + "\r\n";
    try (RawHttp client = RawHttp.connect(NODE.node().address(Listener.ADMIN))) {
      client.send(
          "POST " + PUSH + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i <= BODY_MAX / 4_096; i++) {
        client.send(chunk);
      }
      assertThat(client.read(SOON)).contains("200 ").contains("{\"ret\":65534}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1",
        "{\"a\":1}}",
        "{} {}",
        "hello",
        "{'a':1}",
        "[1,]",
        "{\"a\":}",
        "01",
        "+1",
        "NaN",
        "\"\t\"",
        "\"\\x\"",
        "\"unended",
        "nul",
        "\u0000"
      })
  void bodyThatIsNotOneJsonValue_isAParameterError(String body) {
    assertParameterError(admin().post(PUSH, body));
  }

  @Test
  void bodyNestedDeeply_isAnswered() {
    String nested = "[".repeat(30_000) + "]".repeat(30_000);
    assertThat(admin().post(PUSH, nested).status()).isEqualTo(200);
    assertThat(clients().get("/1/time/get").ret()).isZero();
  }

  @Test
  void bodyThatIsNotUtf8_isAParameterError() {
    try (RawHttp client = RawHttp.connect(NODE.node().address(Listener.ADMIN))) {
      client.send(
          "POST " + PUSH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n\"\u00C3(\"");
      assertThat(client.read(SOON)).contains("200 ").contains("{\"ret\":65534}");
    }
  }

  @Test
  void lineBreaksInABody_neverReachASubscriber() {
    try (TcpSubscriber subscriber = NODE.node().tcp(Subscription.of("bad-2", 60))) {
      String body = "{\r\n  \"a\" : [ 1,\n 2 ],\r \"b\": \"c d\"\n}\r\n";
      assertThat(admin().post("/1/admin/push/private?key=bad-2&expire=0", body).ret()).isZero();
      assertThat(subscriber.next().text())
          .startsWith("{\"msg\":{\"a\":[1,2],\"b\":\"c d\"},\"mid\":");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k=%FF&p=2",
        "k=k%C3%28&p=2",
        "k=%ED%A0%80&p=2",
        "k=%zz&p=2",
        "k=%&p=2",
        "k=&p=2",
        "p=2"
      })
  void keyThatIsNone_isAParameterErrorOrAnHttpError(String query) {
    try (RawHttp client = RawHttp.connect(NODE.node().address(Listener.PUBLIC))) {
      client.send("GET /1/server/get?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(client.read(SOON)).containsAnyOf("{\"ret\":65534}", "HTTP/1.1 400");
    }
  }

  @Test
  void keyThatIsTooLong_isAParameterError() {
    assertParameterError(clients().get("/1/server/get?p=2&k=" + "k".repeat(65)));
    assertParameterError(
        admin().post("/1/admin/push/private?expire=0&key=" + "k".repeat(65), "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alert(1)", "a b", "1a", "%3Cscript%3E", ""})
  void callbackThatIsNoName_isAParameterErrorWithoutIt(String callback) {
    Answer answer =
        clients().get("/1/time/get?cb=" + callback.replace(" ", "%20").replace("(", "%28"));
    if (callback.isEmpty()) {
      assertThat(answer.ret()).isIn(0, PARAMETER_ERROR);
    } else {
      assertParameterError(answer);
      assertThat(answer.type()).startsWith("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "4294967296", "x", "", "1.5"})
  void expireThatIsNone_isAParameterError(String expire) {
    assertParameterError(admin().post("/1/admin/push/private?key=bad-3&expire=" + expire, "{}"));
  }

  @Test
  void negativeMid_isAParameterError() {
    assertParameterError(clients().get("/1/msg/get?k=bad-4&m=-1"));
  }

  @Test
  void oneBadKey_doesNotFailTheOthers() {
    String tooLong = "k".repeat(65);
    try (TcpSubscriber subscriber = NODE.node().tcp(Subscription.of("bad-5", 60))) {
      Answer answer =
          NODE.node().backEnd().pushMany(List.of(tooLong, "bad-5", "bad-5"), 0, "{\"x\":1}").join();
      assertThat(answer.ret()).isZero();
      assertThat(answer.json().getJsonObject("data").getJsonArray("fk"))
          .hasToString("[\"" + tooLong + "\"]");
      assertThat(subscriber.next().text()).startsWith("{\"msg\":{\"x\":1},");
      subscriber.heartbeat();
      assertThat(subscriber.next()).as("no second copy").isEqualTo(Frame.HEARTBEAT);
    }
  }

  @Test
  void adminPath_onThePublicListener_isNotThere() {
    for (String path :
        List.of(
            PUSH,
            "/admin/push?key=k&expire=0",
            "/1/admin/push/mprivate?expire=0",
            "/1/admin/msg/del",
            "/admin/msg/clean",
            "//1/admin/push/private?key=k&expire=0",
            "/1/./admin/push/private?key=k&expire=0",
            "/1/%61dmin/push/private?key=k&expire=0",
            "/1/admin/push/private;x=y?key=k&expire=0")) {
      try (RawHttp client = RawHttp.connect(NODE.node().address(Listener.PUBLIC))) {
        client.send(
            "POST " + path + " HTTP/1.1\r\nHost: localhost:8091\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(client.read(SOON)).as(path).containsAnyOf("HTTP/1.1 404", "HTTP/1.1 400");
      }
    }
  }

  @Test
  void adminPath_onTheServersOwnListenerBehindAProxy_isRefused() {
    HttpListener own = NODE.node().http(Listener.HTTP);
    assertThat(own.post(PUSH, "{}").ret()).as("from this machine").isZero();
    for (String header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")) {
      assertThat(own.withHeader(header, "192.0.2.1").post(PUSH, "{}").status())
          .as(header)
          .isIn(401, 403, 404);
    }
  }

  @Test
  void clientsThatTakeTheirTime_doNotKeepOthersFromBeingServed() {
    List<RawHttp> slow =
        IntStream.range(0, 200)
            .mapToObj(i -> RawHttp.connect(NODE.node().address(Listener.PUBLIC)))
            .toList();
    try {
      slow.forEach(client -> client.send("GET /1/time/get HTTP/1.1\r\nHost: loc"));
      for (int i = 0; i < 20; i++) {
        assertThat(clients().get("/1/time/get").ret()).isZero();
      }
    } finally {
      slow.forEach(RawHttp::close);
    }
  }

  @Test
  void clientThatSendsHalfARequest_isCut() {
    Duration limit = Duration.ofSeconds(90);
    try (RawHttp client = RawHttp.connect(NODE.node().address(Listener.PUBLIC))) {
      client.send("GET /1/time/get HTTP/1.1\r\nHost: loc");
      assertThat(client.awaitEnd(limit)).as("cut within " + limit).isTrue();
    }
  }

  @Test
  void bodyThatComesAfterItsHead_isPushed() {
    String head =
        "POST "
            + PUSH
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    try (RawHttp client = RawHttp.connect(NODE.node().address(Listener.ADMIN))) {
      client.send(head);
      assertThat(client.read(Duration.ofMillis(300))).isEmpty();
      client.send("{\"a\":");
      assertThat(client.read(Duration.ofMillis(300))).isEmpty();
      client.send("1}");
      assertThat(client.read(SOON)).contains("{\"ret\":0}");
    }
  }
}
