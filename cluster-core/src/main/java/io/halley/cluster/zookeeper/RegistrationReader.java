/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.zookeeper;

import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.curator.framework.recipes.cache.ChildData;

/**
 * Reads what registered. Data that is not understood is left out, and said once. One thread at a
 * time.
 *
 * @param <T> what registers
 */
final class RegistrationReader<T> {
  private static final System.Logger LOG = System.getLogger(RegistrationReader.class.getName());

  private final String root;
  private final int depth;
  private final Function<byte[], T> parser;
  private final Function<T, List<String>> rpc;
  private Map<ChildData, Optional<Entry<T>>> read = new HashMap<>();

  /**
   * @param depth how deep below the root registrations lie; what lies elsewhere is none
   * @param parser throws IllegalArgumentException naming the mistake
   * @param rpc the addresses that tell one process from another
   */
  RegistrationReader(
      String root, int depth, Function<byte[], T> parser, Function<T, List<String>> rpc) {
    this.root = root;
    this.depth = depth;
    this.parser = parser;
    this.rpc = rpc;
  }

  /**
   * @param folder the name of the folder that it is in
   */
  record Entry<T>(String folder, RegistrationOrder place, T value) {
    static <T> Comparator<Entry<T>> order() {
      return Comparator.<Entry<T>, String>comparing(Entry::folder).thenComparing(Entry::place);
    }

    /** A process that is there twice has its old place and says what it said last. */
    Entry<T> again(Entry<T> later) {
      return new Entry<>(folder, place, later.value);
    }
  }

  /** Each process once, by folder and place. */
  List<Entry<T>> read(Stream<ChildData> znodes) {
    Map<ChildData, Optional<Entry<T>>> now = new HashMap<>();
    znodes
        .filter(znode -> depth(znode.getPath()) == depth)
        .forEach(znode -> now.put(znode, known(znode)));
    read = now;
    Map<List<Object>, Entry<T>> processes = new LinkedHashMap<>();
    now.values().stream()
        .flatMap(Optional::stream)
        .sorted(Entry.order())
        .forEach(
            entry ->
                processes.merge(
                    List.of(entry.folder(), rpc.apply(entry.value())), entry, Entry::again));
    return List.copyOf(processes.values());
  }

  private Optional<Entry<T>> known(ChildData znode) {
    Optional<Entry<T>> known = read.get(znode);
    return known != null ? known : parse(znode);
  }

  private Optional<Entry<T>> parse(ChildData znode) {
    String[] names = znode.getPath().split("/", -1);
    try {
      T value = parser.apply(znode.getData());
      return Optional.of(
          new Entry<>(
              names[names.length - 2], RegistrationOrder.of(names[names.length - 1]), value));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "{0} is left out: {1}", znode.getPath(), e.getMessage());
      return Optional.empty();
    }
  }

  private int depth(String path) {
    return path.startsWith(root + "/")
        ? (int) path.substring(root.length()).chars().filter(c -> c == '/').count()
        : 0;
  }
}
