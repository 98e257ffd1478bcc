/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Where the web node's objects are put together, opened, checked and closed.
 *
 * <p>Owns settings, RPC channels and threads for the life of the deployment. Nothing may depend on
 * it.
 */
@NullMarked
package io.halley.web.wiring;

import org.jspecify.annotations.NullMarked;
