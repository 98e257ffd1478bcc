/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc.grpc;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What nodes show each other with every call, the check of their health included. */
final class SharedSecret implements ServerInterceptor {
  private static final Metadata.Key<byte[]> HEADER =
      Metadata.Key.of("halley-secret-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final byte[] secret;

  SharedSecret(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Shows the secret with every call. */
  ClientInterceptor shown() {
    Metadata headers = new Metadata();
    headers.put(HEADER, secret);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  /** Refuses a call without the secret before its request is read. */
  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    byte[] shown = headers.get(HEADER);
    // takes as long for a wrong first byte as for a wrong last one
    if (shown != null && MessageDigest.isEqual(shown, secret)) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.UNAUTHENTICATED.withDescription("the caller's halley.rpc.secret is another"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
