/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\n\r\n..";
  private static final String TIME = "HTTP/1.1 200 OK\r\n\r\n{\"data\":{\"timeid\":1},\"ret\":0}";

  private final List<String> said = new ArrayList<>();

  @Test
  void rehearsal_ofANodeThatIsNotThere_saysSo() {
    Rehearsal rehearsal = rehearsal("--public-port", "" + Port.anyFree());

    assertThat(rehearsal.answers()).isFalse();
    assertThatThrownBy(() -> rehearsal.play(Duration.ZERO, said::add))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void rehearsal_ofACometNodeThatOwnsTheKey_subscribes() throws IOException {
    try (FakeEdge tcp = new FakeEdge("+h\r\n");
        FakeEdge webSocket = new FakeEdge(UPGRADED + "+h\r\n")) {
      assertThatCode(() -> comet(tcp, webSocket).play(Duration.ZERO, said::add))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void rehearsal_ofACometNodeThatSendsTheSubscriberOn_isPlayed() throws IOException {
    try (FakeEdge tcp = new FakeEdge("-n\r\n");
        FakeEdge webSocket = new FakeEdge(UPGRADED + "-n\r\n")) {
      assertThatCode(() -> comet(tcp, webSocket).play(Duration.ZERO, said::add))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void rehearsal_ofACometNodeThatDoesNotUnderstand_saysWhichEdge() throws IOException {
    try (FakeEdge tcp = new FakeEdge("+h\r\n");
        FakeEdge webSocket = new FakeEdge(UPGRADED + "-p\r\n")) {
      assertThatThrownBy(() -> comet(tcp, webSocket).play(Duration.ZERO, said::add))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("WebSocket answered");
    }
  }

  @Test
  void rehearsal_ofANodeThatIsSlowAtFirst_isPlayedAgain() throws IOException {
    try (FakeEdge tcp = new FakeEdge("-p\r\n", "+h\r\n");
        FakeEdge webSocket = new FakeEdge(UPGRADED + "+h\r\n")) {
      assertThatCode(() -> comet(tcp, webSocket).play(Duration.ofMinutes(1), said::add))
          .doesNotThrowAnyException();
      assertThat(said).singleElement().asString().contains("does not answer yet", "TCP");
    }
  }

  @Test
  void rehearsal_ofAWebNode_asksForTheTimeOnly() throws IOException {
    try (FakeEdge http = new FakeEdge(TIME)) {
      Rehearsal web =
          rehearsal("--role", "web", "--zookeeper", "z:1", "--public-port", http.port());
      assertThatCode(() -> web.play(Duration.ZERO, said::add)).doesNotThrowAnyException();
    }
  }

  @Test
  void rehearsal_ofAWebNodeThatFails_saysSo() throws IOException {
    try (FakeEdge http = new FakeEdge("HTTP/1.1 500 No\r\n\r\n{\"ret\":0}")) {
      Rehearsal web =
          rehearsal("--role", "web", "--zookeeper", "z:1", "--public-port", http.port());
      assertThatThrownBy(() -> web.play(Duration.ZERO, said::add))
          .hasMessageContaining("/1/time/get");
    }
  }

  @Test
  void rehearsal_ofAMessageNode_isOver() {
    Rehearsal message = rehearsal("--role", "message", "--store", "redis", "--zookeeper", "z:1");
    assertThatCode(() -> message.play(Duration.ZERO, said::add)).doesNotThrowAnyException();
  }

  private static Rehearsal comet(FakeEdge tcp, FakeEdge webSocket) {
    return rehearsal(
        "--role",
        "comet",
        "--zookeeper",
        "z:1",
        "--tcp-port",
        tcp.port(),
        "--ws-port",
        webSocket.port());
  }

  private static Rehearsal rehearsal(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    Node node = Node.check(CommandLine.parse(arguments), Map.of(), Map.of());
    return new Rehearsal(Port.of(node), node.settings());
  }
}
