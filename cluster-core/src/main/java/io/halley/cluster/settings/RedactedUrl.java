/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A URL, JDBC's and Redis's as well, as an operator may see it: without anything that may be a
 * secret. What is shown is what is known to be harmless, for drivers name their passwords in many
 * ways ({@code trustStorePassword}, {@code sslpassword}, H2's {@code ;PASSWORD=}), in either case,
 * and escaped.
 */
public final class RedactedUrl {
  private static final String MASK = "***";

  /** Parameters whose values are shown; in lower case. */
  private static final Set<String> SHOWN =
      Set.of(
          "auto_server",
          "connecttimeout",
          "currentschema",
          "db_close_delay",
          "db_close_on_exit",
          "fallbacktosystemkeystore",
          "ifexists",
          "lock_timeout",
          "logintimeout",
          "mode",
          "sockettimeout",
          "ssl",
          "sslmode",
          "tcpkeepalive",
          "user",
          "usessl",
          "write_delay");

  private static final Pattern SCHEME =
      Pattern.compile("(?i)(?:jdbc:[a-z0-9]+:(?:thin:|tcp:|ssl:)?|[a-z][a-z0-9+.-]*:)?(?://)?");
  private static final Pattern PARAMETER = Pattern.compile("([?&;])([^?&;]*)");

  /** A source of halley.redis.sources: name:weight=address. */
  private static final Pattern SOURCE = Pattern.compile("[^\\s:=,/@?;]+:\\d{1,4}=");

  private RedactedUrl() {}

  /** The URL, or several sources separated by white space, with every possible secret masked. */
  public static String of(String urls) {
    return Arrays.stream(urls.split("\\s+(?=" + SOURCE + ")"))
        .map(RedactedUrl::one)
        .collect(Collectors.joining(" "));
  }

  /** The same without the parameters: where a server or a file is. */
  public static String place(String url) {
    return of(url).replaceFirst("[?;].*", "").replace(MASK + "@", "");
  }

  /** A value that should be none; it is shown as it is where it is no URL. */
  static String inText(String value) {
    return value.contains("://")
            || value.indexOf('@') >= 0
            || value.toLowerCase(Locale.ROOT).startsWith("jdbc:")
        ? of(value)
        : value;
  }

  private static String one(String url) {
    Matcher source = SOURCE.matcher(url);
    if (source.lookingAt()) {
      return source.group() + one(url.substring(source.end()));
    }
    Matcher scheme = SCHEME.matcher(url);
    String start = scheme.lookingAt() ? scheme.group() : "";
    String rest = url.substring(start.length());
    int parameters = firstOf(rest, "?;");
    int at = rest.lastIndexOf('@');
    if (at > parameters) {
      // a password with a question mark, or a parameter with an at sign: which, is not to be told
      return start + MASK;
    }
    String userInfo = at < 0 ? "" : MASK + "@";
    String place = rest.substring(at + 1, parameters);
    // (host=...)(password=...), which MySQL's and MariaDB's drivers take for a host
    int group = firstOf(place, "(=&");
    return start
        + userInfo
        + place.substring(0, group)
        + (group < place.length() ? MASK : "")
        + parameters(rest.substring(parameters));
  }

  private static String parameters(String text) {
    return PARAMETER
        .matcher(text)
        .replaceAll(
            parameter ->
                Matcher.quoteReplacement(parameter.group(1) + parameter(parameter.group(2))));
  }

  private static String parameter(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return text.isEmpty() ? "" : MASK;
    }
    String name = text.substring(0, equals);
    return SHOWN.contains(name.toLowerCase(Locale.ROOT)) ? text : name + "=" + MASK;
  }

  private static int firstOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }
}
