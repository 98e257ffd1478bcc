/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.system.http.HttpListener;
import io.halley.system.node.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With an admin key, nobody pushes without it. */
class AdminKeyIT {
  @RegisterExtension static final SharedNode NODE = SharedNode.guarded();

  private static final String PUSH = "/1/admin/push/private?key=guarded-1&expire=0";

  private static HttpListener admin() {
    return NODE.node().http(Listener.ADMIN);
  }

  @Test
  void requestWithTheKey_isServed() {
    HttpListener withKey = admin().withHeader("Authorization", "Bearer " + SharedNode.ADMIN_KEY);
    assertThat(withKey.post(PUSH, "{}").ret()).isZero();
  }

  @Test
  void requestWithoutTheKey_isUnauthorized() {
    assertThat(admin().post(PUSH, "{}").status()).isEqualTo(401);
    assertThat(admin().post("/1/admin/msg/del", "key=guarded-1").status()).isEqualTo(401);
  }

  @Test
  void requestWithAnotherKey_isUnauthorized() {
    for (String wrong : new String[] {"Bearer wrong", "Bearer ", "Basic " + SharedNode.ADMIN_KEY}) {
      HttpListener withWrongKey = admin().withHeader("Authorization", wrong);
      assertThat(withWrongKey.post(PUSH, "{}").status()).as(wrong).isEqualTo(401);
    }
  }

  @Test
  void serversOwnListener_needsTheKeyToo() {
    assertThat(NODE.node().http(Listener.HTTP).post(PUSH, "{}").status()).isEqualTo(401);
  }

  @Test
  void clients_needNoKey() {
    assertThat(NODE.node().http(Listener.PUBLIC).get("/1/time/get").ret()).isZero();
  }
}
