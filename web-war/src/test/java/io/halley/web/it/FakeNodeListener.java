/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.it;

import io.grpc.Server;
import io.halley.cluster.rpc.CometRpcServer;
import io.halley.cluster.rpc.InProcessRpc;
import io.halley.cluster.rpc.MessageRpcServer;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.web.FakeCometService;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Runs in the container, in a WAR of its own: the comet and the message node are fakes. */
@WebListener
public class FakeNodeListener implements ServletContextListener {
  static final String NODE = "node1";

  private final List<Server> servers = new ArrayList<>();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    InMemoryMessageService messages = new InMemoryMessageService(InstantSource.system());
    FakeCometService comet = new FakeCometService(messages, InstantSource.system());
    servers.add(InProcessRpc.serve(InProcessRpc.messageName(NODE), new MessageRpcServer(messages)));
    servers.add(InProcessRpc.serve(InProcessRpc.cometName(NODE), new CometRpcServer(comet)));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    servers.forEach(InProcessRpc::stop);
  }
}
