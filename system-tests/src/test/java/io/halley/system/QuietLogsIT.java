/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.BackEnd;
import io.halley.system.node.Folders;
import io.halley.system.node.Listener;
import io.halley.testkit.subscriber.Subscription;
import io.halley.testkit.subscriber.TcpSubscriber;
import io.halley.testkit.subscriber.WebSocketSubscriber;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is nobody else's business is in no log. */
class QuietLogsIT {
  @RegisterExtension static final SharedNode NODE = SharedNode.micro();

  private static final String MARK = "nobody-elses-business";

  @Test
  void payloadsAndTokens_areInNoLog() {
    Node node = NODE.node();
    BackEnd backEnd = node.backEnd();
    String json = "{\"secret\":\"" + MARK + "\"}";
    try (TcpSubscriber tcp = node.tcp(Subscription.of("quiet-1", 60).withToken(MARK));
        WebSocketSubscriber webSocket = node.jakartaWebSocket()) {
      webSocket.subscribe(Subscription.of("quiet-1", 60).withToken(MARK));
      webSocket.next();
      backEnd.push("quiet-1", 600, json);
      tcp.next();
      webSocket.next();
      backEnd.pushMany(List.of("quiet-1", "k".repeat(65)), 600, json).join();
      backEnd.push("quiet-1", 600, json + " that is no JSON");
      backEnd.pushMany(List.of("quiet-1"), 600, json + "}").join();
      backEnd.push("quiet-1", 600, "\"" + MARK.repeat(10_000) + "\"");
      backEnd.addToken("quiet-1", MARK);
      backEnd.stored("quiet-1", 0);
      tcp.send(MARK);
      webSocket.send(MARK);
      tcp.awaitEnd();
      webSocket.awaitEnd();
    }
    try (TcpSubscriber tcp = node.tcp()) {
      tcp.send(MARK + "\r\n");
      tcp.awaitEnd();
    }
    node.http(Listener.ADMIN).post("/1/admin/msg/del", MARK);

    assertThat(node.process().output()).noneMatch(line -> line.contains(MARK));
    List<Path> logs = Folders.files(node.process().setup().data(), ".log");
    assertThat(logs).as("logs").isNotEmpty();
    assertThat(logs).noneMatch(log -> Folders.lines(log).stream().anyMatch(l -> l.contains(MARK)));
  }
}
