/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.web.it.RawHttp.Reply;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with an admin key. */
class KeyedWebNodeIT {
  private static final String PUSH = "/1/admin/push/private?key=a&expire=0";
  private static final String KEY = "Authorization: Bearer open-sesame";

  private static MicroNode node;

  @BeforeAll
  static void start(@TempDir Path work) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("halley.web.admin-key", "open-sesame");
    node = new MicroNode(work, settings);
  }

  @AfterAll
  static void stop() throws Exception {
    node.stop();
  }

  @Test
  void adminRequest_withTheKey_isAnswered() {
    for (int port : new int[] {node.adminPort, node.httpPort}) {
      assertThat(RawHttp.post(port, PUSH, "1", KEY).body()).isEqualTo("{\"ret\":0}");
      assertThat(RawHttp.post(port, PUSH, "1", KEY, "X-Forwarded-For: 1.2.3.4").body())
          .isEqualTo("{\"ret\":0}");
    }
    assertThat(RawHttp.get(node.statPort, "/stat?type=jvm", KEY).status()).isEqualTo(200);
  }

  @Test
  void adminRequest_withoutTheKey_isUnauthorizedOnEveryListener() {
    assertUnauthorized(RawHttp.post(node.adminPort, PUSH, "1"));
    assertUnauthorized(RawHttp.post(node.httpPort, PUSH, "1"));
    assertUnauthorized(RawHttp.get(node.statPort, "/stat?type=config"));
    assertUnauthorized(RawHttp.get(node.adminPort, "/stat?type=config"));
    assertUnauthorized(RawHttp.get(node.adminPort, "/1/token/add?k=a&t=t"));
    assertUnauthorized(RawHttp.get(node.adminPort, PUSH));
    assertUnauthorized(RawHttp.post(node.adminPort, PUSH, "1", "Authorization: Bearer open"));
    assertUnauthorized(RawHttp.post(node.adminPort, PUSH, "1", "Authorization: Basic open-sesame"));
  }

  @Test
  void publicRequest_needsNoKey() {
    assertThat(RawHttp.get(node.publicPort, "/1/token/add?k=a&t=t").body())
        .isEqualTo("{\"ret\":0}");
    assertThat(RawHttp.post(node.publicPort, PUSH, "1", KEY).status()).isEqualTo(404);
  }

  @Test
  void key_isNeitherShownNorLogged() {
    assertThat(RawHttp.get(node.statPort, "/stat?type=config", KEY).body())
        .contains("\"halley.web.admin-key\": \"***\"");
    assertThat(node.log()).doesNotContain("open-sesame");
  }

  private static void assertUnauthorized(Reply reply) {
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("www-authenticate")).startsWith("Bearer");
    assertThat(reply.header("content-type")).isEqualTo("application/json;charset=utf-8");
    assertThat(reply.body()).startsWith("{\"error\":\"");
  }
}
