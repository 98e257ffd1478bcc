/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.service;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.halley.cluster.rpc.InProcessRpc;
import io.halley.cluster.rpc.MessageRpcClient;
import io.halley.cluster.rpc.MessageRpcServer;
import io.halley.cluster.rpc.MessageService;
import io.halley.testkit.message.ConflictContract;
import io.halley.testkit.message.InMemoryMessageService;
import io.halley.testkit.message.MessageServiceContract;
import io.halley.testkit.time.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("the message service through its RPC contract")
class RpcMessageServiceTest extends MessageServiceContract implements ConflictContract {
  private static final String NAME = InProcessRpc.messageName("contract");

  @Override
  protected MessageService service(MutableClock clock) {
    MessageService fake = new InMemoryMessageService(clock, CAP, TOKEN_LIFE);
    Server server = InProcessRpc.serve(NAME, new MessageRpcServer(fake));
    ManagedChannel channel = InProcessRpc.connect(NAME);
    afterTest(() -> InProcessRpc.stop(server));
    afterTest(() -> InProcessRpc.stop(channel));
    return new MessageRpcClient(channel, Duration.ofSeconds(10));
  }
}
