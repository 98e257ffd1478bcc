/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Settings that stand in the domain of a Payara Server, where its console or asadmin has put them.
 *
 * @param standing system properties, which go before everything that the launcher gives the server,
 *     by name
 * @param below properties of MicroProfile Config, which everything else goes before, by name
 */
record DomainSettings(Map<String, Standing> standing, Map<String, String> below) {
  /** No domain, or one without settings. */
  static final DomainSettings NONE = new DomainSettings(Map.of(), Map.of());

  private static final String SETTING = "halley.";
  private static final String OF_CONFIG = "payara.microprofile.";
  private static final String SERVER_CONFIG = "server-config";

  /**
   * A setting of the domain.
   *
   * @param value as it is written
   * @param removal the asadmin command that takes it away
   */
  record Standing(String value, String removal) {
    /** Whether the server resolves it in ways of its own, such as ${ALIAS=name}. */
    boolean isExpression() {
      return value.contains("${");
    }
  }

  DomainSettings {
    standing = Map.copyOf(standing);
    below = Map.copyOf(below);
  }

  /**
   * A sentence for each setting that goes before another value, which the start was asked for.
   *
   * @param asked values by property without those of the domain, defaults where nothing was asked
   *     for
   */
  List<String> sentences(Map<String, String> asked, CommandLine line) {
    return new TreeMap<>(standing)
        .entrySet().stream()
            .filter(setting -> !setting.getValue().value().equals(asked.get(setting.getKey())))
            .map(
                setting ->
                    "the domain sets "
                        + setting.getKey()
                        + ", in its console or by asadmin, which goes before the command line, the"
                        + " environment and the file of settings; to take that back: asadmin --port "
                        + line.consolePort()
                        + " "
                        + setting.getValue().removal()
                        + ", then start again.")
            .toList();
  }

  /** How to take out of the domain what these mistakes are about, while no server runs. */
  List<String> remedies(List<String> mistakes, CommandLine line) {
    String domain = " --domaindir " + line.data().resolve("domain") + " " + Domain.NAME;
    return new TreeMap<>(standing)
        .entrySet().stream()
            .filter(setting -> mistakes.stream().anyMatch(m -> m.contains(setting.getKey())))
            .map(
                setting ->
                    setting.getKey()
                        + " stands in the domain; to take it out: asadmin start-domain"
                        + domain
                        + ", asadmin --port "
                        + line.consolePort()
                        + " "
                        + setting.getValue().removal()
                        + ", asadmin stop-domain"
                        + domain
                        + ".")
            .toList();
  }

  /**
   * Reads a domain's file.
   *
   * @throws RefusedException if it cannot be read
   */
  static DomainSettings read(Path domainXml) {
    if (!Files.exists(domainXml)) {
      return NONE;
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try (InputStream in = Files.newInputStream(domainXml)) {
      return read(factory.createXMLStreamReader(in));
    } catch (IOException | XMLStreamException e) {
      throw new RefusedException("the domain's file " + domainXml + " cannot be read: " + e + ".");
    }
  }

  private static DomainSettings read(XMLStreamReader xml) throws XMLStreamException {
    // what is nearer to the server wins: the domain's, the configuration's, the server's own
    List<Map<String, Standing>> levels =
        List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    List<Map<String, String>> below = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    List<String> path = new ArrayList<>();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        String name = Optional.ofNullable(xml.getAttributeValue(null, "name")).orElse("");
        String value = Optional.ofNullable(xml.getAttributeValue(null, "value")).orElse("");
        String element = xml.getLocalName();
        int level = level(path);
        if (element.equals("jvm-options") && path.contains("config " + SERVER_CONFIG)) {
          // ends with its text
          option(xml.getElementText()).ifPresent(o -> levels.get(1).put(o.getKey(), o.getValue()));
          continue;
        }
        if (level >= 0 && element.equals("system-property") && name.startsWith(SETTING)) {
          String target = List.of(" --target domain", " --target " + SERVER_CONFIG, "").get(level);
          levels
              .get(level == 0 ? 0 : level + 1)
              .put(name, new Standing(value, "delete-system-property" + target + " " + name));
        } else if (level >= 0
            && element.equals("property")
            && name.startsWith(OF_CONFIG + SETTING)) {
          below.get(level).put(name.substring(OF_CONFIG.length()), value);
        }
        path.add(element + " " + name);
      } else if (event == XMLStreamReader.END_ELEMENT) {
        path.remove(path.size() - 1);
      }
    }
    Map<String, Standing> standing = new TreeMap<>();
    levels.forEach(standing::putAll);
    Map<String, String> config = new TreeMap<>();
    below.forEach(config::putAll);
    return new DomainSettings(standing, config);
  }

  /** 0 directly in the domain, 1 in the server's configuration, 2 in the server; else negative. */
  private static int level(List<String> path) {
    if (path.size() == 1) {
      return 0;
    }
    boolean isDirect = path.size() == 3;
    if (isDirect && path.get(2).equals("config " + SERVER_CONFIG)) {
      return 1;
    }
    return isDirect && path.get(2).equals("server server") ? 2 : -1;
  }

  private static Optional<Map.Entry<String, Standing>> option(String text) {
    String option = text.strip();
    int equals = option.indexOf('=');
    if (!option.startsWith("-D" + SETTING) || equals < 0) {
      return Optional.empty();
    }
    String name = option.substring(2, equals);
    return Optional.of(
        Map.entry(
            name,
            new Standing(option.substring(equals + 1), "delete-jvm-options -D" + name + "=VALUE")));
  }
}
