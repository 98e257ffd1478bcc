/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.view;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view as text, {@code {"version":3,"nodes":[{"name":...,"weight":1,"rpc":[...],...}]}}. */
public final class ClusterViewJson {
  private static final Gson GSON = new Gson();

  private ClusterViewJson() {}

  /** The view's text. */
  public static String write(ClusterView view) {
    return GSON.toJson(
        new Document(
            view.version(),
            view.nodes().stream()
                .map(n -> new Node(n.name(), n.weight(), n.rpc(), n.tcp(), n.webSocket()))
                .toList()));
  }

  /**
   * Reads a view.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ClusterView read(String text) {
    try {
      Document document = GSON.fromJson(text, Document.class);
      if (document == null || document.nodes == null) {
        throw new IllegalArgumentException("this is no view of a cluster: " + text);
      }
      return new ClusterView(
          document.version, document.nodes.stream().map(ClusterViewJson::node).toList());
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("this is no view of a cluster: " + text, e);
    }
  }

  private static CometNode node(@Nullable Node node) {
    if (node == null || node.name == null || node.weight < 1) {
      throw new IllegalArgumentException("a view has a node without a name or a weight: " + node);
    }
    return new CometNode(node.name, node.weight, known(node.rpc), known(node.tcp), known(node.ws));
  }

  private static List<String> known(@Nullable List<@Nullable String> addresses) {
    if (addresses == null) {
      return List.of();
    }
    return addresses.stream()
        .map(
            address -> {
              if (address == null) {
                throw new IllegalArgumentException("a view has a node with no address in a list");
              }
              return address;
            })
        .toList();
  }

  private record Document(long version, @Nullable List<@Nullable Node> nodes) {}

  private record Node(
      @Nullable String name,
      int weight,
      @Nullable List<@Nullable String> rpc,
      @Nullable List<@Nullable String> tcp,
      @Nullable List<@Nullable String> ws) {}
}
