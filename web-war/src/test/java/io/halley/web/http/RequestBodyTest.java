/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  @Test
  void bodyWithinItsBound_isReadWhole() throws IOException {
    ByteArrayInputStream body = new ByteArrayInputStream(new byte[8]);
    assertThat(RequestBody.read(body, 8, 8)).hasValue(new byte[8]);
    assertThat(RequestBody.read(new ByteArrayInputStream(new byte[0]), -1, 8))
        .hasValue(new byte[0]);
  }

  @Test
  void bodyDeclaredTooLong_isNotRead() throws IOException {
    ByteArrayInputStream body = new ByteArrayInputStream(new byte[9]);
    assertThat(RequestBody.read(body, 9, 8)).isEmpty();
    assertThat(body.available()).isEqualTo(9);
  }

  @Test
  void bodyOfUnknownLengthThatIsTooLong_isReadOneByteBeyondItsBound() throws IOException {
    ByteArrayInputStream body = new ByteArrayInputStream(new byte[1_000]);
    assertThat(RequestBody.read(body, -1, 8)).isEmpty();
    assertThat(body.available()).isEqualTo(991);
  }

  @Test
  void bodyThatBreaksOff_isAFailure() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client hung up");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatIOException().isThrownBy(() -> RequestBody.read(broken, 3, 8));
  }
}
