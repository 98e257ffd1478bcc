/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.halley.cluster.settings.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerGuardTest {
  private static final int PUBLIC = 8090;
  private static final int ADMIN = 8091;
  private static final int STAT = 6972;
  private static final int OTHER = 8080;
  private static final String PUSH = "/1/admin/push/private";

  /** A request that the test varies from a plain local one. */
  private record Request(
      String path,
      String method,
      int localPort,
      boolean localIsLoopback,
      boolean peerIsLoopback,
      Optional<String> forwarding,
      boolean isFromPage,
      Optional<String> authorization) {

    static Request local(String path, int port) {
      String method = ApiPath.of(path).map(ApiPath::method).orElse("GET");
      return new Request(path, method, port, true, true, Optional.empty(), false, Optional.empty());
    }

    Request by(String otherMethod) {
      return new Request(
          path,
          otherMethod,
          localPort,
          localIsLoopback,
          peerIsLoopback,
          forwarding,
          isFromPage,
          authorization);
    }

    Request atOuterAddress() {
      return new Request(
          path, method, localPort, false, true, forwarding, isFromPage, authorization);
    }

    Request fromAfar() {
      return new Request(
          path, method, localPort, false, false, forwarding, isFromPage, authorization);
    }

    /** Forwarded by a proxy, which says so in this header. */
    Request forwardedBy(String header) {
      return new Request(
          path, method, localPort, true, true, Optional.of(header), isFromPage, authorization);
    }

    Request fromPage() {
      return new Request(path, method, localPort, true, true, forwarding, true, authorization);
    }

    Request with(String header) {
      return new Request(
          path,
          method,
          localPort,
          localIsLoopback,
          peerIsLoopback,
          forwarding,
          isFromPage,
          Optional.of(header));
    }

    RequestOrigin visit() {
      return new RequestOrigin(
          (HttpServletRequest)
              Proxy.newProxyInstance(
                  HttpServletRequest.class.getClassLoader(),
                  new Class<?>[] {HttpServletRequest.class},
                  (proxy, asked, arguments) -> answer(asked.getName(), arguments)));
    }

    private @Nullable Object answer(String asked, Object[] arguments) {
      return switch (asked) {
        case "getRequestURI" -> path;
        case "getMethod" -> method;
        case "getLocalPort" -> localPort;
        case "getLocalAddr" -> address(localIsLoopback);
        case "getRemoteAddr" -> address(peerIsLoopback);
        case "getHeaderNames" -> Collections.enumeration(forwarding.stream().toList());
        case "getHeader" ->
            switch ((String) arguments[0]) {
              case "Origin" -> isFromPage ? "https://example.com" : null;
              case "Authorization" -> authorization.orElse(null);
              default -> throw new UnsupportedOperationException((String) arguments[0]);
            };
        default -> throw new UnsupportedOperationException(asked);
      };
    }

    private static String address(boolean isLoopback) {
      return isLoopback ? "127.0.0.1" : "192.0.2.1";
    }
  }

  /** A guard that tests ask about requests of theirs. */
  private record Guard(ListenerGuard guard) {
    Optional<DenialReason> refusal(Request request) {
      return guard.refusal(request.visit());
    }
  }

  private static WebSettings settings(Optional<String> key) {
    return new WebSettings(
        PUBLIC,
        "127.0.0.1",
        ADMIN,
        key,
        STAT,
        65_536,
        Duration.ofSeconds(15),
        Duration.ofSeconds(30));
  }

  private final Guard open = new Guard(new ListenerGuard(settings(Optional.empty())));
  private final Guard keyed = new Guard(new ListenerGuard(settings(Optional.of("the kéy"))));

  @ParameterizedTest
  @EnumSource
  void eachListener_answersItsOwnPaths(ApiPath path) {
    Optional<DenialReason> notFound = Optional.of(DenialReason.NOT_FOUND);
    Optional<DenialReason> passes = Optional.empty();
    ApiPath.Audience audience = path.audience();
    boolean forClients =
        audience == ApiPath.Audience.CLIENTS || audience == ApiPath.Audience.CLIENTS_AND_BACK_ENDS;
    boolean forOperators =
        audience == ApiPath.Audience.OPERATORS || audience == ApiPath.Audience.MONITORS;
    String spelled = path.spelled();
    assertThat(open.refusal(Request.local(spelled, PUBLIC)))
        .isEqualTo(forClients ? passes : notFound);
    assertThat(open.refusal(Request.local(spelled, ADMIN)))
        .isEqualTo(audience == ApiPath.Audience.CLIENTS ? notFound : passes);
    assertThat(open.refusal(Request.local(spelled, STAT)))
        .isEqualTo(forOperators ? passes : notFound);
    assertThat(open.refusal(Request.local(spelled, OTHER))).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/stat/",
        "//stat",
        "/STAT",
        "/stat;x",
        "/1/%61dmin/push/private",
        "/1/admin/push/private/",
        "/1//admin/push/private",
        "/1/./admin/push/private",
        "/x/../1/admin/push/private",
        "/1;x/admin/push/private",
        "/1/time/get%00",
        "*"
      })
  void anyOtherSpelling_isNotFound(String path) {
    for (int port : new int[] {PUBLIC, ADMIN, STAT, OTHER}) {
      assertThat(open.refusal(Request.local(path, port))).contains(DenialReason.NOT_FOUND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyOtherMethod_isNotAllowed(ApiPath path) {
    for (String method : new String[] {"HEAD", "OPTIONS", "PUT", "TRACE", "get"}) {
      assertThat(open.refusal(Request.local(path.spelled(), OTHER).by(method)))
          .contains(DenialReason.METHOD_NOT_ALLOWED);
    }
    assertThat(open.refusal(Request.local("/1/time/get", PUBLIC).by("POST")))
        .contains(DenialReason.METHOD_NOT_ALLOWED);
    assertThat(open.refusal(Request.local(PUSH, ADMIN).by("GET")))
        .contains(DenialReason.METHOD_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(ints = {ADMIN, OTHER})
  void configuredKey_isNeededForEveryAdminRequest(int port) {
    for (String path : new String[] {PUSH, "/admin/msg/clean", "/stat"}) {
      Request request = Request.local(path, port);
      assertThat(keyed.refusal(request)).contains(DenialReason.KEY_NEEDED);
      assertThat(keyed.refusal(request.by("PATCH"))).contains(DenialReason.KEY_NEEDED);
      assertThat(keyed.refusal(request.with("Bearer the kéy"))).contains(DenialReason.KEY_NEEDED);
      // the header's bytes are UTF-8, which the container reads as Latin-1
      assertThat(keyed.refusal(request.with("Bearer the k\u00c3\u00a9y"))).isEmpty();
      assertThat(keyed.refusal(request.with("bearer  the k\u00c3\u00a9y").fromAfar())).isEmpty();
    }
  }

  @Test
  void health_needsNoKey() {
    for (int port : new int[] {ADMIN, STAT, OTHER}) {
      assertThat(keyed.refusal(Request.local("/health/ready", port).fromAfar())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer the k", "Basic the k\u00c3\u00a9y", "x"})
  void anyOtherAuthorization_isRefused(String header) {
    assertThat(keyed.refusal(Request.local(PUSH, ADMIN).with(header)))
        .contains(DenialReason.KEY_NEEDED);
  }

  @Test
  void configuredKey_isNeededOnTheStatListener_andForTokensOnTheAdminListener() {
    assertThat(keyed.refusal(Request.local("/stat", STAT))).contains(DenialReason.KEY_NEEDED);
    assertThat(keyed.refusal(Request.local("/1/token/add", ADMIN)))
        .contains(DenialReason.KEY_NEEDED);
    assertThat(keyed.refusal(Request.local("/1/token/add", PUBLIC))).isEmpty();
    assertThat(keyed.refusal(Request.local("/1/token/add", OTHER))).isEmpty();
  }

  @Test
  void ownListenerAtAnOuterAddress_withoutAKey_isRefused() {
    assertThat(open.refusal(Request.local(PUSH, ADMIN).atOuterAddress()))
        .contains(DenialReason.NO_KEY_CONFIGURED);
    assertThat(open.refusal(Request.local("/stat", STAT).atOuterAddress()))
        .contains(DenialReason.NO_KEY_CONFIGURED);
  }

  @Test
  void anyOtherListener_withoutAKey_answersAdminPathsToThisMachineOnly() {
    Request request = Request.local(PUSH, OTHER);
    assertThat(open.refusal(request)).isEmpty();
    assertThat(open.refusal(request.forwardedBy("Via"))).contains(DenialReason.NO_KEY_CONFIGURED);
    assertThat(open.refusal(request.fromAfar())).contains(DenialReason.NO_KEY_CONFIGURED);
    assertThat(open.refusal(Request.local("/1/time/get", OTHER).fromAfar())).isEmpty();
    assertThat(open.refusal(Request.local("/1/time/get", PUBLIC).forwardedBy("Via"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-Real-IP", "VIA"})
  void anyOtherListener_withoutAKey_answersNoProxy(String header) {
    assertThat(open.refusal(Request.local(PUSH, OTHER).forwardedBy(header)))
        .contains(DenialReason.NO_KEY_CONFIGURED);
  }

  @Test
  void adminRequestOfAWebPage_isRefusedUnlessItCarriesTheKey() {
    Request page = Request.local(PUSH, ADMIN).fromPage();
    assertThat(open.refusal(page)).contains(DenialReason.PAGE_WITHOUT_KEY);
    assertThat(keyed.refusal(page)).contains(DenialReason.KEY_NEEDED);
    assertThat(open.refusal(Request.local(PUSH, OTHER).fromPage()))
        .contains(DenialReason.PAGE_WITHOUT_KEY);
    assertThat(open.refusal(Request.local("/1/time/get", PUBLIC).fromPage())).isEmpty();
  }
}
