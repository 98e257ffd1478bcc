/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebNodeIT {
  static MicroNode node;

  @BeforeAll
  static void start(@TempDir Path work) throws Exception {
    node = new MicroNode(work, new Properties());
  }

  @AfterAll
  static void stop() throws Exception {
    node.stop();
  }

  @Test
  void push_toOneKey_isStoredAndFetched() {
    assertThat(
            RawHttp.post(node.adminPort, "/1/admin/push/private?key=a&expire=60", "{ \"x\" : 1 }")
                .body())
        .isEqualTo("{\"ret\":0}");
    assertThat(RawHttp.get(node.publicPort, "/1/msg/get?k=a&m=0").body())
        .matches(
            "\\{\"data\":\\{\"msgs\":\\[\\{\"msg\":\\{\"x\":1},\"mid\":\\d+,\"gid\":0}]},\"ret\":0}");
  }
}
