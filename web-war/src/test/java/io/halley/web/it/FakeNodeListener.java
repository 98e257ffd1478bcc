/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.it;

import io.halley.cluster.health.NodeHealth;
import io.halley.cluster.health.NodePart;
import io.halley.cluster.health.Verdict;
import io.halley.cluster.rpc.local.LocalRpc;
import io.halley.cluster.settings.Role;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.web.FakeCometService;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs in the container, in a WAR of its own: the comet and the message node are fakes. */
@WebListener
public class FakeNodeListener implements ServletContextListener {
  static final String NODE = "node1";

  private final LocalRpc rpc = new LocalRpc(NODE, Duration.ofSeconds(10));
  private final List<Runnable> ends = new ArrayList<>();
  private final List<NodePart> parts = new ArrayList<>();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    InMemoryMessageService messages = new InMemoryMessageService(InstantSource.system());
    FakeCometService comet = new FakeCometService(messages, InstantSource.system());
    ends.add(rpc.serve(messages));
    ends.add(rpc.serve(comet));
    for (Role role : List.of(Role.MESSAGE, Role.COMET)) {
      NodePart part =
          NodeHealth.of(NODE).begin(role, () -> CompletableFuture.completedStage(Verdict.UP));
      parts.add(part);
      part.serving();
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    parts.forEach(NodePart::close);
    ends.forEach(Runnable::run);
    rpc.close();
  }
}
