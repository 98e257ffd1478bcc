/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import io.halley.cluster.settings.RedisAddress;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the message service on Redis")
class RedisMessageServiceTest extends RedisServiceContract {
  private static RedisProcess redis;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    redis = new RedisProcess(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    redis.close();
  }

  @Override
  RedisAddress address() {
    return redis.address();
  }
}
