/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The Jakarta WebSocket edge, on the application server's own port, with its TLS, virtual servers
 * and access log. Does what the Netty edges do, through the same sessions; knows nothing of
 * channels or of Netty.
 */
@NullMarked
package io.halley.comet.endpoint;

import org.jspecify.annotations.NullMarked;
