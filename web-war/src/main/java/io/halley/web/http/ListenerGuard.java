/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import io.halley.cluster.settings.WebSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Says who may ask for what on which listener. The public listener answers clients' paths, the
 * admin listener those of back ends and operators, the stat listener {@code /stat}; any other
 * listener answers all, but guards what is not for clients. Health, which says nothing but up or
 * down, is answered to anybody, on every listener but the public one. Immutable.
 */
final class ListenerGuard {
  private static final String SCHEME = "Bearer ";

  private final WebSettings settings;
  private final Optional<byte[]> key;

  ListenerGuard(WebSettings settings) {
    this.settings = settings;
    this.key = settings.adminKey().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Why the request is turned away; empty where it may pass. */
  Optional<DenialReason> refusal(RequestOrigin visit) {
    Optional<ApiPath> path = ApiPath.of(visit.path());
    if (path.isEmpty() || !isAnswered(path.get(), visit.localPort())) {
      return Optional.of(DenialReason.NOT_FOUND);
    }
    Optional<DenialReason> refusal =
        isAdmin(path.get(), visit.localPort()) ? adminRefusal(visit) : Optional.empty();
    if (refusal.isEmpty() && !path.get().method().equals(visit.method())) {
      return Optional.of(DenialReason.METHOD_NOT_ALLOWED);
    }
    return refusal;
  }

  private boolean isAnswered(ApiPath path, int port) {
    ApiPath.Audience audience = path.audience();
    if (port == settings.publicPort()) {
      return audience == ApiPath.Audience.CLIENTS
          || audience == ApiPath.Audience.CLIENTS_AND_BACK_ENDS;
    }
    if (port == settings.adminPort()) {
      return audience != ApiPath.Audience.CLIENTS;
    }
    return port != settings.statPort()
        || audience == ApiPath.Audience.OPERATORS
        || audience == ApiPath.Audience.MONITORS;
  }

  private boolean isAdmin(ApiPath path, int port) {
    return switch (path.audience()) {
      case CLIENTS, MONITORS -> false;
      case CLIENTS_AND_BACK_ENDS -> port == settings.adminPort();
      case BACK_ENDS, OPERATORS -> true;
    };
  }

  private Optional<DenialReason> adminRefusal(RequestOrigin visit) {
    if (key.isPresent()) {
      return carriesKey(visit, key.get()) ? Optional.empty() : Optional.of(DenialReason.KEY_NEEDED);
    }
    if (visit.isFromPage()) {
      return Optional.of(DenialReason.PAGE_WITHOUT_KEY);
    }
    boolean ownListener =
        visit.localPort() == settings.adminPort() || visit.localPort() == settings.statPort();
    boolean local =
        ownListener ? visit.localIsLoopback() : visit.peerIsLoopback() && !visit.isForwarded();
    return local ? Optional.empty() : Optional.of(DenialReason.NO_KEY_CONFIGURED);
  }

  private static boolean carriesKey(RequestOrigin visit, byte[] key) {
    return visit
        .authorization()
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        // the container reads header bytes as Latin-1
        .map(header -> header.substring(SCHEME.length()).strip())
        .map(sent -> MessageDigest.isEqual(sent.getBytes(StandardCharsets.ISO_8859_1), key))
        .orElse(false);
  }
}
