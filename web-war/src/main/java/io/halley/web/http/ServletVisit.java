/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A servlet request as the guard sees it. */
record ServletVisit(HttpServletRequest request) implements Visit {
  private static final List<String> FORWARDING = List.of("forwarded", "x-real-ip", "via");
  private static final String FORWARDING_PREFIX = "x-forwarded-";

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public int localPort() {
    return request.getLocalPort();
  }

  @Override
  public boolean localIsLoopback() {
    return isLoopback(request.getLocalAddr());
  }

  @Override
  public boolean peerIsLoopback() {
    return isLoopback(request.getRemoteAddr());
  }

  @Override
  public boolean isForwarded() {
    return Collections.list(request.getHeaderNames()).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.startsWith(FORWARDING_PREFIX) || FORWARDING.contains(name));
  }

  @Override
  public boolean isFromPage() {
    return request.getHeader("Origin") != null;
  }

  @Override
  public Optional<String> authorization() {
    return Optional.ofNullable(request.getHeader("Authorization"));
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      // a literal address: no name is looked up; null would read as loopback
      return address != null && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // not an address, so not one of this machine
      return false;
    }
  }
}
