/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.web.it.RawHttp.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node without an admin key. */
class WebNodeIT {
  private static final String JSON = "application/json;charset=utf-8";
  private static final String SCRIPT = "application/javascript;charset=utf-8";
  private static final String OK = "{\"ret\":0}";
  private static final String BAD_PARAMETER = "{\"ret\":65534}";
  private static final String INTERNAL_ERROR = "{\"ret\":65535}";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private static MicroNode node;

  @BeforeAll
  static void start(@TempDir Path work) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("halley.rpc.deadline-millis", "1000");
    settings.setProperty("halley.comet.advertised-tcp", "push.example:6969,push2.example:6969");
    settings.setProperty("halley.comet.advertised-ws", "push.example:6968");
    node = new MicroNode(work, settings);
  }

  @AfterAll
  static void stop() throws Exception {
    node.stop();
  }

  private static Reply get(String target) {
    return answered(RawHttp.get(node.publicPort, target));
  }

  private static Reply push(String query, String body) {
    return post("/1/admin/push/private?" + query, body);
  }

  private static Reply post(String target, String body) {
    return answered(RawHttp.post(node.adminPort, target, body, FORM));
  }

  /** What every API answer must be: HTTP 200, its length known beforehand. */
  private static Reply answered(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).doesNotContainKey("transfer-encoding");
    assertThat(reply.header("content-length"))
        .isEqualTo(String.valueOf(reply.body().getBytes(StandardCharsets.UTF_8).length));
    return reply;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "/1/server/get?k=a&p=2 | {\"data\":{\"server\":\"push.example:6969\"},\"ret\":0}",
        "/1/server/get?k=a&p=1 | {\"data\":{\"server\":\"push.example:6968\"},\"ret\":0}",
        "/2/server/get?k=a&p=2 | {\"data\":{\"server\":[\"push.example:6969\",\"push2.example:6969\"]},\"ret\":0}",
        "/server/get?key=a&proto=2 | {\"data\":{\"server\":\"push.example:6969\"},\"msg\":\"ok\",\"ret\":0}",
        "/1/server/get?p=2 | {\"ret\":65534}",
        "/1/server/get?k=&p=2 | {\"ret\":65534}",
        "/1/server/get?k=a | {\"ret\":65534}",
        "/1/server/get?k=a&p=3 | {\"ret\":65534}",
        "/1/server/get?k=a&p=x | {\"ret\":65534}",
        "/1/server/get?k=%ff&p=2 | {\"ret\":65534}",
        "/server/get?key=a&proto=0 | {\"msg\":\"ok\",\"ret\":65534}",
        "/1/msg/get?k=nobody&m=0 | {\"ret\":0}",
        "/msg/get?key=nobody&mid=0 | {\"msg\":\"ok\",\"ret\":0}",
        "/1/msg/get?k=nobody | {\"ret\":65534}",
        "/1/msg/get?k=nobody&m=-1 | {\"ret\":65534}",
        "/1/msg/get?k=nobody&m=x | {\"ret\":65534}",
        "/1/msg/get?m=0 | {\"ret\":65534}",
        "/1/token/add?k=a | {\"ret\":65534}",
        "/1/token/add?t=a | {\"ret\":65534}",
        "/1/token/add?k=gone-a&t=t | {\"ret\":65535}",
      })
  void publicPath_answersByteForByte(String target, String body) {
    Reply reply = get(target);
    assertThat(reply.body()).isEqualTo(body);
    assertThat(reply.header("content-type")).isEqualTo(JSON);
  }

  @Test
  void time_isAMid() {
    assertThat(get("/1/time/get").body()).matches("\\{\"data\":\\{\"timeid\":\\d{17}},\"ret\":0}");
    assertThat(get("/time/get").body())
        .matches("\\{\"data\":\\{\"timeid\":\\d{17}},\"msg\":\"ok\",\"ret\":0}");
  }

  @Test
  void callback_isCalled_whereItIsAName() {
    Reply reply = get("/1/server/get?k=a&p=2&cb=$f._1");
    assertThat(reply.body())
        .isEqualTo("$f._1({\"data\":{\"server\":\"push.example:6969\"},\"ret\":0})");
    assertThat(reply.header("content-type")).isEqualTo(SCRIPT);
    assertThat(get("/msg/get?key=a&mid=x&callback=cb").body())
        .isEqualTo("cb({\"msg\":\"ok\",\"ret\":65534})");
    assertThat(get("/1/msg/get?k=nobody&m=0&cb=").body()).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alert(1)//", "1f", "a-b", "%3Cscript%3E", "a%0Ab"})
  void callback_thatIsNoName_isAParameterErrorInPlainJson(String callback) {
    Reply reply = get("/1/token/add?k=callback&t=t&cb=" + callback);
    assertThat(reply.body()).isEqualTo(BAD_PARAMETER);
    assertThat(reply.header("content-type")).isEqualTo(JSON);
    assertThat(get("/time/get?callback=" + callback).body())
        .isEqualTo("{\"msg\":\"ok\",\"ret\":65534}");
  }

  @Test
  void token_isAddedOnce() {
    assertThat(get("/1/token/add?k=tok&t=" + "t".repeat(257)).body()).isEqualTo(BAD_PARAMETER);
    assertThat(get("/1/token/add?k=tok&t=" + "t".repeat(256)).body()).isEqualTo(OK);
    assertThat(get("/1/token/add?k=tok&t=" + "t".repeat(256)).body()).isEqualTo(INTERNAL_ERROR);
    assertThat(answered(RawHttp.get(node.adminPort, "/1/token/add?k=tok&t=2")).body())
        .isEqualTo(OK);
  }

  @Test
  void push_isCompacted_stored_fetchedAndDeleted() {
    assertThat(push("key=stored&expire=60", "{ \"x\" : [ 1.50 ],\r\n\"y\":\"a b\" }").body())
        .isEqualTo(OK);
    assertThat(post("/admin/push?key=stored&expire=60", "2").body()).isEqualTo(OK);
    assertThat(get("/1/msg/get?k=stored&m=0").body())
        .matches(
            "\\{\"data\":\\{\"msgs\":\\[\\{\"msg\":\\{\"x\":\\[1.50],\"y\":\"a b\"},\"mid\":\\d+,"
                + "\"gid\":0},\\{\"msg\":2,\"mid\":\\d+,\"gid\":0}]},\"ret\":0}");
    assertThat(get("/msg/get?key=stored&mid=0").body())
        .matches(
            "\\{\"data\":\\{\"msgs\":\\[\"\\{\\\\\"msg\\\\\":.*],\"pmsgs\":\\[]},"
                + "\"msg\":\"ok\",\"ret\":0}");
    assertThat(post("/1/admin/msg/del", "key=stored").body()).isEqualTo(OK);
    assertThat(get("/1/msg/get?k=stored&m=0").body()).isEqualTo(OK);
    assertThat(post("/admin/msg/clean", "key=stored").body()).isEqualTo(OK);
    assertThat(post("/1/admin/msg/del", "").body()).isEqualTo(BAD_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key=a",
        "key=a&expire=",
        "key=a&expire=-1",
        "key=a&expire=4294967296",
        "key=a&expire=x",
        "expire=1",
        "key=&expire=1",
        "key=%C3&expire=1"
      })
  void push_withABadParameter_isRefused(String query) {
    assertThat(push(query, "{}").body()).isEqualTo(BAD_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{} {}", "[1", "\ufeff1", "NaN", "{\"a\":\"\n\"}"})
  void push_ofWhatIsNotOneJsonValue_isRefused_whateverItsExpiry(String body) {
    assertThat(push("key=a&expire=0", body).body()).isEqualTo(BAD_PARAMETER);
    assertThat(push("key=a&expire=60", body).body()).isEqualTo(BAD_PARAMETER);
  }

  @Test
  void push_ofABombOfBrackets_isRefused() {
    assertThat(push("key=a&expire=60", "[".repeat(65_536)).body()).isEqualTo(BAD_PARAMETER);
  }

  @Test
  void push_thatFails_saysSoWithinTheDeadline_andWithoutATrace() {
    for (String key : new String[] {"fail-1", "gone-1", "hang-1", "faulty-1"}) {
      assertThat(push("expire=60&key=" + key, "\"a secret\"").body()).isEqualTo(INTERNAL_ERROR);
    }
    assertThat(node.log()).doesNotContain("a secret");
  }

  @Test
  void pushMany_namesTheKeysThatFailed() {
    String body = "{\"m\":\"{\\\"x\\\" : 1}\",\"k\":\"m1,m2,m1,fail-1,,\\\"q\\\"\"}";
    assertThat(post("/1/admin/push/mprivate?expire=60", body).body())
        .isEqualTo("{\"data\":{\"fk\":[\"fail-1\",\"\"]},\"ret\":0}");
    assertThat(get("/1/msg/get?k=m2&m=0").body()).contains("\"msg\":{\"x\":1}");
    assertThat(post("/1/admin/push/mprivate?expire=60", "{\"m\":\"1\",\"k\":\"\"}").body())
        .isEqualTo(BAD_PARAMETER);
    assertThat(post("/1/admin/push/mprivate", "{\"m\":\"1\",\"k\":\"a\"}").body())
        .isEqualTo(BAD_PARAMETER);
  }

  @Test
  void bodyOverItsLimit_isRefusedWithoutReadingItWhole_andTheConnectionCloses() {
    String head = RawHttp.head("POST", "/1/admin/push/private?key=a&expire=1");
    String keepAlive = head.replace("Connection: close\r\n", "");
    Reply declared =
        answered(RawHttp.send(node.adminPort, keepAlive + "Content-Length: 100000000\r\n\r\n1"));
    assertThat(declared.body()).isEqualTo(BAD_PARAMETER);
    assertThat(declared.header("connection")).isEqualTo("close");

    String chunk = "10001\r\n" + "1".repeat(65_537) + "\r\n0\r\n\r\n";
    Reply counted =
        RawHttp.send(node.adminPort, head + "Transfer-Encoding: chunked\r\n\r\n" + chunk);
    assertThat(answered(counted).body()).isEqualTo(BAD_PARAMETER);

    String fits = "1".repeat(65_536);
    assertThat(push("key=a&expire=0", fits).body()).isEqualTo(OK);
  }

  @Test
  void bodyThatComesAfterItsHead_isReadFromItsFirstByte() {
    String head = RawHttp.head("POST", "/1/admin/push/private?key=late&expire=60", FORM);
    assertThat(
            answered(
                    RawHttp.sendInTwo(
                        node.adminPort,
                        head + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n",
                        "123"))
                .body())
        .isEqualTo(OK);
    assertThat(get("/1/msg/get?k=late&m=0").body()).contains("\"msg\":123,");
  }

  /** A body that comes whole is pushed past JAX-RS, one in chunks by way of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "/1/admin/push/private?key=door&expire=0 | {}",
        "/1/admin/push/private?key=door&expire=60&detail=1 | {}",
        "/1/admin/push/private?key=%7Bdoor%7D&expire=0 | 1",
        "/1/admin/push/private?key=a^b&expire=0 | 1",
        "/1/admin/push/private?key=a%zz&expire=0 | 1",
        "/1/admin/push/private?key=door&expire=x | {}",
        "/1/admin/push/private?expire=0 | {}",
        "/1/admin/push/private?key=door&expire=0 | {",
        "/1/admin/push/private?key=fail-1&expire=0 | {}",
        "/1/admin/push/private?key=gone-1&expire=0 | {}",
        "/1/admin/push/private?key=hang-1&expire=0 | {}",
        "/1/admin/push/private?key=faulty-1&expire=0 | {}",
        "/admin/push?key=door&expire=0 | {}",
        "/admin/push?key=door&expire= | {}",
        "/1/admin/push/mprivate?expire=60&detail=1 | {\"m\":\"1\",\"k\":\"door\"}",
        "/1/admin/push/mprivate?expire=60 | {\"m\":\"1\",\"k\":\"door,fail-1\"}",
        "/1/admin/push/mprivate?expire=60 | {\"m\":1}",
        "/1/admin/push/mprivate | {\"m\":\"1\",\"k\":\"door\"}",
      })
  void bothDoorsOfAPush_giveTheSameAnswer(String target, String body) {
    for (String[] headers :
        new String[][] {
          {},
          {FORM},
          {"Content-Type: application/json; charset=utf-8", "Accept: */*"},
          {"Content-Type: garbage"},
          {"Content-Type: text/plain", "Content-Type: text/plain"},
          {"Accept: */*;q=2"},
          {"Idempotency-Key: \"twice\""}
        }) {
      Reply whole = RawHttp.post(node.adminPort, target, body, headers);
      Reply inChunks =
          RawHttp.send(
              node.adminPort,
              RawHttp.head("POST", target, headers)
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + Integer.toHexString(body.length())
                  + "\r\n"
                  + body
                  + "\r\n0\r\n\r\n");
      assertThat(whole.status()).isNotZero();
      assertThat(withoutMid(whole)).isEqualTo(withoutMid(inChunks));
    }
  }

  /** No two pushes have the same. */
  private static Reply withoutMid(Reply reply) {
    return new Reply(
        reply.status(), reply.headers(), reply.body().replaceAll("\"mid\":\\d+", "\"mid\":0"));
  }

  @Test
  void answerOfAMegabyte_isNotChunked() {
    String message = "\"" + "x".repeat(65_000) + "\"";
    for (int i = 0; i < 20; i++) {
      assertThat(push("key=much&expire=60", message).body()).isEqualTo(OK);
    }
    assertThat(get("/1/msg/get?k=much&m=0").body()).hasSizeGreaterThan(1_300_000);
  }

  @Test
  void eachListener_answersItsOwnPathsOnly() {
    assertRefused(RawHttp.post(node.publicPort, "/1/admin/push/private?key=a&expire=0", "1"), 404);
    assertRefused(RawHttp.get(node.publicPort, "/stat?type=memory"), 404);
    assertRefused(RawHttp.get(node.adminPort, "/1/time/get"), 404);
    assertRefused(RawHttp.get(node.statPort, "/1/time/get"), 404);
    assertRefused(RawHttp.get(node.statPort, "/1/admin/push/private"), 404);
    assertRefused(RawHttp.post(node.publicPort, "/1/%61dmin/push/private", "1"), 404);
    assertRefused(RawHttp.get(node.publicPort, "/nothing/here"), 404);
    assertRefused(
        RawHttp.get(node.publicPort, "/stat?type=jvm", "X-Host: 127.0.0.1:" + node.statPort), 404);
  }

  @Test
  void otherListener_answersAdminPathsToThisMachine_butNotThroughAProxy() {
    String push = "/1/admin/push/private?key=a&expire=0";
    assertThat(answered(RawHttp.post(node.httpPort, push, "1")).body()).isEqualTo(OK);
    assertThat(answered(RawHttp.get(node.httpPort, "/1/msg/get?k=nobody&m=0")).body())
        .isEqualTo(OK);
    for (String header :
        new String[] {
          "Forwarded: for=1.2.3.4",
          "X-Forwarded-For: 1.2.3.4",
          "x-forwarded-proto: https",
          "X-Real-IP: 1.2.3.4",
          "Via: 1.1 proxy"
        }) {
      assertRefused(RawHttp.post(node.httpPort, push, "1", header), 403);
    }
  }

  @Test
  void otherMethods_areNotAllowed() {
    Reply post = RawHttp.post(node.publicPort, "/1/server/get?k=a&p=2", "");
    assertRefused(post, 405);
    assertThat(post.header("allow")).isEqualTo("GET");
    Reply get = RawHttp.get(node.adminPort, "/1/admin/push/private?key=a&expire=1");
    assertRefused(get, 405);
    assertThat(get.header("allow")).isEqualTo("POST");
    assertRefused(
        RawHttp.send(node.publicPort, RawHttp.head("OPTIONS", "/1/time/get") + "\r\n"), 405);
  }

  @Test
  void stat_isIndentedJson() {
    Reply channel = RawHttp.get(node.statPort, "/stat?type=channel");
    assertThat(answered(channel).body())
        .isEqualTo(
            """
            {
                "access": 10,
                "create": 20,
                "delete": 3,
                "current": 17
            }""");
    assertThat(channel.header("content-type")).isEqualTo(JSON);
    assertThat(answered(RawHttp.get(node.adminPort, "/stat?type=config")).body())
        .contains("\"halley.web.public-port\": \"" + node.publicPort + "\"");
    for (String type :
        new String[] {"memory", "server", "jvm", "golang", "message", "connection"}) {
      assertThat(answered(RawHttp.get(node.statPort, "/stat?type=" + type)).body()).contains(": ");
    }
    assertThat(RawHttp.get(node.statPort, "/stat?type=x").status()).isEqualTo(404);
    assertThat(RawHttp.get(node.statPort, "/stat").status()).isEqualTo(404);
    assertThat(RawHttp.get(node.statPort, "/stat?type=channel&key=gone-1").status()).isEqualTo(503);
  }

  @Test
  void readiness_isUp() {
    Reply reply = RawHttp.get(node.httpPort, "/health/ready");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).contains("halley-ready").contains("\"status\":\"UP\"");
  }

  private static void assertRefused(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).startsWith("{\"error\":\"").doesNotContain("Payara");
  }
}
