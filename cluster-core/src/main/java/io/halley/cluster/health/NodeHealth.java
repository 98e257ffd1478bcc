/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.health;

import io.halley.cluster.settings.Role;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The health of the roles of this process. Its modules, which may be applications of their own,
 * report it, each for its role; the module that answers monitors asks for all roles that the
 * process is to have, so that a missing role shows. Safe for any thread.
 */
public final class NodeHealth {
  private static final Map<String, NodeHealth> NODES = new ConcurrentHashMap<>();

  private final LongSupplier nanos;
  private final Map<Role, NodePart> parts = new ConcurrentHashMap<>();

  NodeHealth(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** That of the node of this name in this process. */
  public static NodeHealth of(String node) {
    return NODES.computeIfAbsent(node, name -> new NodeHealth(System::nanoTime));
  }

  /**
   * A role starts.
   *
   * @param ask asks how the role does while it serves, and must not block; asked at most once a
   *     second while it does well, and one question at a time
   * @return what its module tells the rest to
   */
  public NodePart begin(Role role, Supplier<? extends CompletionStage<Verdict>> ask) {
    NodePart part = new NodePart(this, role, ask, nanos);
    parts.put(role, part);
    return part;
  }

  void ended(Role role, NodePart part) {
    parts.remove(role, part);
  }

  /** Whether all these roles have come up, and none has ended since. */
  public Verdict started(Set<Role> roles) {
    Verdict all = Verdict.UP;
    for (Role role : roles) {
      NodePart part = parts.get(role);
      all =
          all.and(
              part == null || part.phase() == NodePart.Phase.STARTING
                  ? Verdict.down(name(role), part == null ? "is not there" : "starts")
                  : new Verdict(true, Map.of(name(role), "has started")));
    }
    return all;
  }

  /**
   * Whether all these roles serve, and have what they need. Waits for answers, for some two seconds
   * at the most.
   */
  public Verdict ready(Set<Role> roles) {
    Verdict all = Verdict.UP;
    for (Role role : roles) {
      NodePart part = parts.get(role);
      if (part == null || part.phase() != NodePart.Phase.SERVING) {
        String why = part == null ? "is not there" : part.phase().name().toLowerCase(Locale.ROOT);
        all = all.and(Verdict.down(name(role), why));
      }
    }
    if (!all.isUp()) {
      return all;
    }
    // all are asked before the first is waited for
    roles.forEach(role -> question(role).ifPresent(Question::begin));
    for (Role role : roles) {
      all =
          all.and(
              question(role)
                  .map(Question::answer)
                  .orElseGet(() -> Verdict.down(name(role), "is not there")));
    }
    return all;
  }

  private Optional<Question> question(Role role) {
    return Optional.ofNullable(parts.get(role)).map(NodePart::question);
  }

  /**
   * Whether the process should go on. A role that lacks something, a store for instance, is alive:
   * to start it again would not help.
   */
  public Verdict live(Set<Role> roles) {
    Verdict all = Verdict.UP;
    for (Role role : roles) {
      NodePart part = parts.get(role);
      if (part != null && !part.isAlive()) {
        all =
            all.and(
                Verdict.down(
                    name(role),
                    "has not moved for more than " + NodePart.DEAD_AFTER.toSeconds() + " s"));
      }
    }
    return all;
  }

  /** All roles are about to stop, and serve yet; whoever calls this lets monitors see it. */
  public void stopping() {
    parts.values().forEach(NodePart::stopping);
  }

  static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
