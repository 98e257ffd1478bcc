/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet.subscribe;

import java.time.Duration;

/**
 * What is asked of subscribers.
 *
 * @param auth whether they need a token
 * @param heartbeatMin the shortest heartbeat that they may ask for
 * @param heartbeatGrace silence beyond the heartbeat that is forgiven
 * @param ackMaxKeys keys whose acknowledgements may wait for the message service
 */
public record SubscribeRules(
    boolean auth, Duration heartbeatMin, Duration heartbeatGrace, int ackMaxKeys) {}
