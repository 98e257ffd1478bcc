/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads properties and collects what is wrong with them, so that an operator learns of all mistakes
 * at once. A property with a mistake reads as its default until {@link #finish} throws. For one
 * thread.
 */
public final class SettingsReader {
  private final SettingsSource source;
  private final List<String> mistakes = new ArrayList<>();
  private final Map<String, String> defaults = new TreeMap<>();
  private final Map<String, String> shown = new TreeMap<>();

  /** Nothing is read yet. */
  public SettingsReader(SettingsSource source) {
    this.source = source;
  }

  /** A text; surrounding white space does not count. */
  public String text(String property, String byDefault) {
    defaults.put(property, byDefault);
    return value(property).orElse(byDefault);
  }

  /** A text that may be absent. */
  public Optional<String> optionalText(String property) {
    defaults.put(property, "");
    return value(property);
  }

  /** A secret that may be absent, but not set to nothing. It is never shown. */
  public Optional<String> secret(String property) {
    Optional<String> secret = optionalText(property);
    shown.put(property, secret.isPresent() ? "***" : "");
    checkNotBlank(property);
    return secret;
  }

  /** A URL, or several, which may hold a secret; it may not be set to nothing. */
  public String address(String property, String byDefault) {
    String address = text(property, byDefault);
    shown.put(property, RedactedUrl.of(address));
    checkNotBlank(property);
    return address;
  }

  /** Taken for the default, it would leave a door open, or a server that nobody meant. */
  private void checkNotBlank(String property) {
    if (source.isBlank(property)) {
      mistake(
          property
              + " is set, but to nothing; set it to a value, or leave it out (in the environment as"
              + " well: an empty variable is one that is set).");
    }
  }

  /** A list of texts, separated by commas; empty where it is not set. */
  public List<String> list(String property) {
    return optionalText(property).map(SettingsReader::items).orElse(List.of());
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String property, boolean byDefault) {
    defaults.put(property, String.valueOf(byDefault));
    Optional<String> value = value(property);
    if (value.isEmpty()) {
      return byDefault;
    }
    String text = value.get().toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      mistake(property, value.get(), "must be true or false", byDefault);
      return byDefault;
    }
    return text.equals("true");
  }

  /** A whole number within bounds, both inclusive. */
  public long number(String property, long byDefault, long least, long most) {
    defaults.put(property, String.valueOf(byDefault));
    Optional<String> value = value(property);
    if (value.isEmpty()) {
      return byDefault;
    }
    try {
      long number = Long.parseLong(value.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, in the same words as a number out of bounds
    }
    mistake(
        property, value.get(), "must be a whole number from " + least + " to " + most, byDefault);
    return byDefault;
  }

  /** A whole number within bounds, both inclusive. */
  public int integer(String property, int byDefault, int least, int most) {
    return (int) number(property, byDefault, least, most);
  }

  /** A power of two within bounds, both inclusive. */
  public int powerOfTwo(String property, int byDefault, int least, int most) {
    int number = integer(property, byDefault, least, most);
    if (Integer.bitCount(number) != 1) {
      mistake(property, String.valueOf(number), "must be a power of two", byDefault);
      return byDefault;
    }
    return number;
  }

  /** One of an enum's constants, in lower case and with hyphens. */
  public <E extends Enum<E>> E choice(String property, E byDefault) {
    defaults.put(property, text(byDefault));
    Optional<String> value = value(property);
    if (value.isEmpty()) {
      return byDefault;
    }
    Class<E> type = byDefault.getDeclaringClass();
    Optional<E> constant = constant(type, value.get());
    if (constant.isEmpty()) {
      mistake(
          property,
          value.get(),
          "must be one of " + text(EnumSet.allOf(type)).replace(",", ", "),
          text(byDefault));
    }
    return constant.orElse(byDefault);
  }

  /**
   * Some of an enum's constants, at least one, in lower case and separated by commas.
   *
   * @param byDefault not empty
   */
  public <E extends Enum<E>> Set<E> choices(String property, EnumSet<E> byDefault) {
    defaults.put(property, text(byDefault));
    Optional<String> value = value(property);
    if (value.isEmpty()) {
      return Collections.unmodifiableSet(EnumSet.copyOf(byDefault));
    }
    Class<E> type = byDefault.iterator().next().getDeclaringClass();
    EnumSet<E> chosen = EnumSet.noneOf(type);
    boolean known = true;
    for (String item : items(value.get())) {
      Optional<E> constant = constant(type, item);
      constant.ifPresent(chosen::add);
      known &= constant.isPresent();
    }
    if (!known || chosen.isEmpty()) {
      mistake(
          property,
          value.get(),
          "must be one or more of " + text(EnumSet.allOf(type)),
          text(byDefault));
      return Collections.unmodifiableSet(EnumSet.copyOf(byDefault));
    }
    return Collections.unmodifiableSet(chosen);
  }

  /** Constants as they are written in a setting. */
  static <E extends Enum<E>> String text(Collection<E> constants) {
    return constants.stream().map(SettingsReader::text).collect(Collectors.joining(","));
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> text(constant).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Whether only this machine reaches an address. */
  static boolean isLoopback(String address) {
    return address.equals("localhost") || address.startsWith("127.") || address.equals("::1");
  }

  /** Reports a mistake that concerns more than one property. */
  public void mistake(String sentence) {
    mistakes.add(sentence);
  }

  /** Every property that was read, with its default as text; empty where it has none. */
  public Map<String, String> defaults() {
    return Map.copyOf(defaults);
  }

  /** Every property that was read, with its value or its default, without a secret. */
  Map<String, String> shown() {
    return Map.copyOf(shown);
  }

  /**
   * Ends the reading.
   *
   * @param others mistakes that were found elsewhere, told before these
   * @throws SettingsException if anything was wrong, naming all of it
   */
  public void finish(List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.addAll(mistakes);
    if (!all.isEmpty()) {
      throw new SettingsException(all);
    }
  }

  private Optional<String> value(String property) {
    Optional<String> value = Optional.empty();
    if (source.isUnresolved(property)) {
      // neither the value nor what it names: both may be parts of a password
      mistake(
          property
              + " has a ${...} that resolves to nothing; set the property or the environment"
              + " variable that it names, or write \\${ where ${ is part of the value (\\\\${ in a"
              + " file of properties).");
    } else {
      value = source.value(property).map(String::strip).filter(text -> !text.isEmpty());
    }
    shown.put(property, value.orElse(defaults.getOrDefault(property, "")));
    return value;
  }

  private void mistake(String property, String value, String bound, Object byDefault) {
    mistakes.add(
        property
            + " is "
            + RedactedUrl.inText(value)
            + ", but "
            + bound
            + "; the default is "
            + byDefault
            + ".");
  }
}
