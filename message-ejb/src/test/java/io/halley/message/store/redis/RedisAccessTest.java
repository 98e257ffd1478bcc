/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halley.cluster.message.Appended;
import io.halley.cluster.message.Key;
import io.halley.cluster.message.Message;
import io.halley.cluster.settings.RedisAddress;
import io.halley.message.store.Retention;
import io.halley.message.store.StoreException;
import io.halley.testkit.process.FreePorts;
import io.halley.testkit.time.MutableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a server that encrypts, and that knows users. */
class RedisAccessTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final Key KEY = new Key("alice");
  private static final String[] USERS = {"user halley on >s@cret ~* &* +@all", "user default off"};

  private final Retention retention = new Retention(MutableClock.atNow(), 20, Duration.ofDays(1));
  @TempDir private Path folder = Path.of("");

  @AfterEach
  void trustNobodyElse() {
    System.clearProperty(TRUST_STORE);
  }

  @Test
  void userOfAServerThatIsTrusted_isLetIn() throws Exception {
    assertThatMessagesAreKept("ip:127.0.0.1", true, "halley:s%40cret");
  }

  @Test
  void serverThatIsNotTrusted_isRefused() {
    assertThatThrownBy(() -> assertThatMessagesAreKept("ip:127.0.0.1", false, "halley:s%40cret"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageNotContaining("s@cret");
  }

  @Test
  void serverWhoseCertificateIsForAnotherName_isRefused() {
    assertThatThrownBy(
            () -> assertThatMessagesAreKept("dns:redis.example.org", true, "halley:s%40cret"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void passwordThatIsWrong_isRefused_andNotTold() {
    assertThatThrownBy(() -> assertThatMessagesAreKept("ip:127.0.0.1", true, "halley:guessed"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageNotContaining("guessed");
  }

  private void assertThatMessagesAreKept(String serverName, boolean trusted, String user)
      throws Exception {
    ServerCertificate certificate = ServerCertificate.of(serverName, folder);
    if (trusted) {
      System.setProperty(TRUST_STORE, certificate.trustStore().toString());
    }
    int port = FreePorts.one();
    try (RedisProcess server = server(certificate, port);
        RedisMessageStore store = store("rediss://" + user + "@127.0.0.1:" + port)) {
      store.open();
      assertThat(store.append(List.of(Appends.of(KEY, 4, retention.now() + 600))))
          .containsExactly(Optional.of(Appended.after(0, 4)));
      assertThat(store.after(KEY, 0).messages()).extracting(Message::mid).containsExactly(4L);
      assertThat(server.port()).isNotEqualTo(port);
    }
  }

  private RedisProcess server(ServerCertificate certificate, int port) throws IOException {
    return new RedisProcess(
        folder,
        Stream.concat(Stream.of(certificate.settings(port)), Stream.of(USERS))
            .toArray(String[]::new));
  }

  private RedisMessageStore store(String uri) {
    return new RedisMessageStore(RedisAddress.parse(uri).orElseThrow(), 1, retention);
  }
}
