/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.halley.cluster.rpc.MessageService;
import io.halley.cluster.rpc.grpc.ChannelPool;
import io.halley.cluster.rpc.grpc.NetworkRpc;
import io.halley.cluster.rpc.grpc.NetworkServer;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("the message service through its RPC contract")
class RpcMessageServiceTest extends MessageServiceContract {
  private static final String HOST = "127.0.0.1";

  @Override
  protected MessageService service(MutableClock clock) {
    MessageService fake = new InMemoryMessageService(clock, CAP, TOKEN_LIFE);
    NetworkRpc rpc = new NetworkRpc(Optional.empty());
    NetworkServer server = rpc.serve(HOST, 0, fake);
    ChannelPool peers = new ChannelPool(rpc);
    // the last is closed first
    afterTest(rpc::close);
    afterTest(server::close);
    afterTest(peers::close);
    return peers.messages(List.of(HOST + ":" + server.port()), Duration.ofSeconds(10));
  }
}
