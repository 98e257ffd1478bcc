/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/**
 * A server's certificate that it has signed itself, in a folder of its own, by the JDK's keytool.
 */
record ServerCertificate(Path certificate, Path key, Path trustStore) {
  private static final String PASSWORD = "changeit";

  /**
   * @param name what the server is reached by: {@code ip:127.0.0.1} or {@code dns:host}
   */
  static ServerCertificate of(String name, Path folder) throws Exception {
    Path keys = folder.resolve("keys.p12");
    keytool(name, keys);
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    Certificate certificate = store.getCertificate("redis");
    return new ServerCertificate(
        pem(folder.resolve("redis.crt"), "CERTIFICATE", certificate.getEncoded()),
        pem(
            folder.resolve("redis.key"),
            "PRIVATE KEY",
            store.getKey("redis", PASSWORD.toCharArray()).getEncoded()),
        trusting(certificate, folder.resolve("trust.jks")));
  }

  /** The server's configuration to use it. */
  String[] settings(int port) {
    return new String[] {
      "tls-port " + port,
      "tls-cert-file " + certificate,
      "tls-key-file " + key,
      "tls-ca-cert-file " + certificate,
      "tls-auth-clients no"
    };
  }

  private static void keytool(String name, Path keys) throws IOException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=redis",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.onExit().join().exitValue()).as(said).isZero();
  }

  private static Path pem(Path file, String what, byte[] encoded) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, base64));
  }

  private static Path trusting(Certificate certificate, Path file)
      throws IOException, GeneralSecurityException {
    // of the two formats the one whose certificates are read without a password
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("redis", certificate);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
